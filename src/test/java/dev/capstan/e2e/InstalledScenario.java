package dev.capstan.e2e;

import dev.capstan.testkit.cluster.TestCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What the tests of an installation act on. */
interface InstalledScenario {
    /** The controllers. */
    Installation installation();

    /** Their cluster. */
    TestCluster cluster();

    /** A namespace and a repository for one test. */
    Tenant tenant();

    /** Calls a webhook with an empty JSON body; returns the HTTP status. */
    default int callWebhook(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var call = HttpRequest.newBuilder(URI.create(installation().webhooks() + path))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            return http.send(call, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
