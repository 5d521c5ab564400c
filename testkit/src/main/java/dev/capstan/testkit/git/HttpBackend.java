package dev.capstan.testkit.git;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Speaks CGI with git's own {@code http-backend}.
 *
 * @param root folder of the repositories
 */
record HttpBackend(Path root) {

    /**
     * Lets git answer.
     *
     * @return bytes in the body of the answer
     */
    long serve(HttpExchange exchange, byte[] body) throws IOException {
        Process backend = start(exchange);
        try (OutputStream input = backend.getOutputStream()) {
            input.write(body);
        } catch (IOException e) {
            // The backend may answer without reading everything; what it says decides.
        }
        try (InputStream output = backend.getInputStream()) {
            int status = 200;
            Headers headers = exchange.getResponseHeaders();
            for (String line = readLine(output); !line.isEmpty(); line = readLine(output)) {
                String[] parts = line.split(": ", 2);
                if (parts[0].equalsIgnoreCase("Status")) {
                    status = Integer.parseInt(parts[1].substring(0, 3));
                } else {
                    headers.add(parts[0], parts[1]);
                }
            }
            exchange.sendResponseHeaders(status, 0);
            return output.transferTo(exchange.getResponseBody());
        }
    }

    private Process start(HttpExchange exchange) throws IOException {
        ProcessBuilder builder = GitCommand.process("http-backend").redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", root.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("PATH_INFO", exchange.getRequestURI().getPath());
        environment.put(
                "QUERY_STRING",
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("REMOTE_USER", "testkit");
        environment.put("REMOTE_ADDR", "127.0.0.1");
        passOn(exchange, "Content-Type", environment, "CONTENT_TYPE");
        passOn(exchange, "Content-Encoding", environment, "HTTP_CONTENT_ENCODING");
        passOn(exchange, "Git-Protocol", environment, "GIT_PROTOCOL");
        return builder.start();
    }

    private static void passOn(HttpExchange exchange, String header, Map<String, String> environment, String variable) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
            environment.put(variable, value);
        }
    }

    private static String readLine(InputStream stream) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = stream.read(); next != '\n' && next != -1; next = stream.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
