// The command-line tool `noodles`: looks into servers, calls them, records
// them. `noodles --help` explains it.
#include <CLI/CLI.hpp>

#include "commands.h"

namespace {

constexpr const char* kFooter =
    "Exit codes: 0 success; 1 the server refused, or something is not there; "
    "2 the command line is wrong; 3 the server cannot be reached, or left; "
    "4 a file or a text cannot be read or written.";

CLI::App* AddConnected(CLI::App& app, const char* name, const char* what,
                       cli::Connection& connection) {
  CLI::App* const command = app.add_subcommand(name, what);
  command->add_option("url", connection.url, "ws://host:port")->required();
  command->add_option("--token", connection.token, "Sent as a bearer token");
  command
      ->add_option("--timeout", connection.timeout_seconds,
                   "Seconds that connecting and calls may take")
      ->check(CLI::PositiveNumber);
  command->add_flag("--json", connection.json, "JSON, a value on each line");
  return command;
}

}  // namespace

int main(int argc, char** argv) {
  cli::BlockInterrupts();
  CLI::App app("Looks into NOODLES servers, calls them, records them.",
               "noodles");
  app.require_subcommand(1);
  app.footer(kFooter);
  cli::Connection connection;
  bool flag = false;
  std::string name;
  std::string file;
  std::string on;
  double number = 0;
  uint16_t port = 50000;
  int code = cli::kSuccess;

  CLI::App* command =
      AddConnected(app, "inspect", "Prints the scene", connection);
  command->add_flag("--watch", flag, "Follows changes until Ctrl-C");
  command->callback([&] { code = cli::Inspect(connection, flag); });

  command = AddConnected(app, "methods", "Lists the methods", connection);
  command->callback([&] { code = cli::Methods(connection); });

  // The arguments are what is left over: as an option with many values CLI11
  // would take a JSON array apart.
  CLI::App* const call =
      AddConnected(app, "call", "Calls a method: call URL NAME [JSON]...",
                   connection)
          ->allow_extras();
  call->add_option("method", name, "Its name")->required();
  call->add_option("--on", on, "entity:NAME or table:NAME");
  call->callback(
      [&, call] { code = cli::Call(connection, name, call->remaining(), on); });

  command = AddConnected(app, "table", "Prints a table", connection);
  command->add_option("name", name, "Its name")->required();
  command->add_flag("--follow", flag, "Follows changes until Ctrl-C");
  command->add_option("--csv", file, "Writes it to this file; -: stdout");
  command->callback(
      [&] { code = cli::PrintTable(connection, name, flag, file); });

  command = AddConnected(app, "fetch", "Fetches a buffer", connection);
  command->add_option("buffer", name, "Its name or slot")->required();
  command->add_option("-o,--output", file, "The file; -: stdout")->required();
  command->callback([&] { code = cli::Fetch(connection, name, file); });

  command =
      AddConnected(app, "record", "Records what a server sends", connection);
  command->add_option("-o,--output", file, "The file")->required();
  command->add_option("--seconds", number, "Ends by itself after this time");
  command->callback([&] { code = cli::Record(connection, file, number); });

  command = AddConnected(app, "validate",
                         "Checks a server, or a recording, for what breaks "
                         "programs in the field",
                         connection);
  command->callback([&] { code = cli::Validate(connection); });

  int count = 1000;
  command = AddConnected(app, "bench", "Measures a server", connection);
  command->add_option("--count", count, "Round trips")
      ->check(CLI::PositiveNumber);
  command->callback([&] { code = cli::Bench(connection, count); });

  double speed = 1;
  command = app.add_subcommand("replay", "Serves a recording");
  command->add_option("file", file, "The recording")->required();
  command->add_option("--port", port, "0: any free port");
  command->add_option("--speed", speed, "2: twice as fast; 0: all at once")
      ->check(CLI::NonNegativeNumber);
  command->callback([&] { code = cli::Replay(file, port, speed); });

  command = app.add_subcommand("decode", "CBOR to JSON");
  command->add_option("file", file, "-: stdin")->required();
  command->add_flag("--hex", flag, "The input is hexadecimal");
  command->callback([&] { code = cli::Decode(file, flag); });

  command = app.add_subcommand("encode", "JSON to CBOR");
  command->add_option("file", file, "-: stdin")->required();
  command->add_flag("--hex", flag, "The output is hexadecimal");
  command->callback([&] { code = cli::Encode(file, flag); });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? cli::kSuccess : cli::kUsage;
  }
  return code;
}
