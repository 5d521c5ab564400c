package dev.capstan.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A webhook address that takes messages as Slack does, so that the demo can show what a channel would see. */
final class ChatRoom implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();

    private ChatRoom(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    static ChatRoom open() {
        try {
            return new ChatRoom(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new CommandFailure("Cannot listen for notifications: " + e.getMessage(), e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/services/demo");
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            messages.add(inWords(JSON.readTree(exchange.getRequestBody())));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** The text of a Slack message: its own, or that of its attachments with the name of who speaks. */
    static String inWords(JsonNode message) {
        List<String> parts = new ArrayList<>();
        if (message.hasNonNull("text")) {
            parts.add(message.get("text").asText());
        }
        for (JsonNode attachment : message.path("attachments")) {
            parts.add("%s: %s"
                    .formatted(
                            attachment.path("author_name").asText(),
                            attachment.path("text").asText()));
        }
        // Slack's three escapes, https://docs.slack.dev/messaging/formatting-message-text
        return String.join(" ", parts)
                .strip()
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    /** The messages since the last call; waits a moment for the first one. */
    List<String> newMessages(Duration patience) {
        List<String> all = new ArrayList<>();
        try {
            String first = messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                all.add(first);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        messages.drainTo(all);
        return all;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
