// The page that shows the scene of a server in a browser.
//
//   noodles::ServerOptions options;
//   options.http_routes = {noodles::ViewerRoute()};
//   noodles::Server server(options);  // http://localhost:50000/
//
// The page is a part of the library noodles::viewer: nothing is read from files
// or from other hosts, and the page has the version of the program. A program
// that does not call ViewerRoute holds nothing of the page.
//
// What is served: "/" (index.html), viewer.js, viewer.css and licences.txt, the
// licence texts of the packages that the page contains. Everything is
// compressed, or not where a client does not accept gzip, and has an entity
// tag; browsers ask at each load whether it has changed (Cache-Control:
// no-cache). Each answer names the version of the library in Linguine-Version.
//
// The page finds its websocket and assets relative to its own address: it works
// over TLS, in tunnels, and behind proxies with a path prefix, which may be
// left in front of the path or not. The address of the page ends in a slash:
// https://example.org/pump/.
//
// Security:
//  - The page itself holds no secrets and is served to everybody
//    (HttpAccess::kPublic), also where AccessOptions::authorize_http is set.
//    The token for websocket and assets comes in the fragment of the page's
//    address (http://localhost:50000/#token=secret), which browsers never send.
//  - A content security policy allows scripts and styles of this server alone,
//    and none inside of the page; connections to any host, because the page can
//    show other servers and assets of other hosts. Content types are not
//    guessed, and no referrer is sent.
//  - Other pages cannot show the page in a frame, except those of
//    ViewerOptions::frame_ancestors.
//  - AccessOptions::allowed_origins = {kOwnOrigin} lets this page connect, and
//    no page of another origin.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_VIEWER_VIEWER_ROUTE_H_
#define NOODLES_VIEWER_VIEWER_ROUTE_H_

#include <string>
#include <vector>

#include "noodles/transport/http_route.h"

namespace noodles {

struct ViewerOptions {
  // The origins whose pages may show the page in a frame, for notebooks and
  // portals: "https://hub.example.org", "http://localhost:*" or "'self'", the
  // pages of this server, which is always among them. Sources of the directive
  // frame-ancestors (Content Security Policy Level 3); one that is none, or
  // names anything but a scheme, host and port, is left out, which is logged.
  std::vector<std::string> frame_ancestors{};
};

// The route "/", which gets every request that no other route gets, and answers
// those for other files than the page's with 404. In a build without the page,
// the route tells in words how to get the page, with 501.
HttpRoute ViewerRoute(const ViewerOptions& options = {});

// False in a build without the page: where NOODLES_WITH_VIEWER was off, which
// is the default where Node or zlib was not found.
bool HasViewer();

}  // namespace noodles

#endif  // NOODLES_VIEWER_VIEWER_ROUTE_H_
