// Serves the page, and asks for it as a browser does.
#include <noodles/server.h>
#include <noodles/viewer.h>

#include <iostream>

int main() {
  noodles::ServerOptions options;
  options.address = "localhost";
  options.port = 0;
  options.http_routes = {noodles::ViewerRoute()};
  noodles::Server server(options);
  if (!server.Start().ok()) return 1;
  noodles::HttpRequest request;
  request.method = "GET";
  request.target = "/";
  const noodles::HttpReply page =
      options.http_routes.front().function(request, "");
  if (noodles::HasViewer()) {
    const bool is_page = page.body.text().starts_with("<!doctype html>");
    std::cout << (is_page ? "serves the page" : "no page") << "\n";
  } else {
    std::cout << (page.status == 501 ? "tells how to get the page" : "no words")
              << "\n";
  }
}
