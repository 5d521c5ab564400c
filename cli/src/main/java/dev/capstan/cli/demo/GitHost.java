package dev.capstan.cli.demo;

import dev.capstan.api.kind.ToolkitKind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Takes commits into the served repository, and calls the webhook of a Receiver as a Git host does. */
final class GitHost {

    private static final String RECEIVER = "push";

    private final Stage stage;
    private final String namespace;
    private final HttpClient client = HttpClient.newHttpClient();

    /** @param namespace where the Receiver is */
    GitHost(Stage stage, String namespace) {
        this.stage = stage;
        this.namespace = namespace;
    }

    /**
     * Makes the Receiver.
     *
     * @param kind of the object that it asks
     * @param name of that object, which is in the same namespace
     */
    void register(ToolkitKind kind, String name) {
        byte[] token = new byte[16];
        new SecureRandom().nextBytes(token);
        apply("""
              apiVersion: v1
              kind: Secret
              metadata:
                name: webhook-token
                namespace: %s
              stringData:
                token: "%s"
              """.formatted(namespace, HexFormat.of().formatHex(token)));
        apply("""
              apiVersion: %s
              kind: Receiver
              metadata:
                name: %s
                namespace: %s
              spec:
                type: generic
                secretRef:
                  name: webhook-token
                resources:
                  - kind: %s
                    name: %s
              """.formatted(ToolkitKind.RECEIVER.apiVersion(), RECEIVER, namespace, kind.kind(), name));
    }

    private void apply(String document) {
        stage.client()
                .resource(document)
                .fieldManager(DemoObjects.FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }

    /** Commits, and returns when the webhook was called. */
    long push(String message, Map<String, Optional<String>> files) throws IOException {
        stage.repository().commit(SampleRepository.BRANCH, message, files);
        return call();
    }

    /** Takes the newest commit back by another one, and returns when the webhook was called. */
    long revert() throws IOException {
        stage.repository().revertHead(SampleRepository.BRANCH);
        return call();
    }

    private long call() throws IOException {
        URI webhook = stage.installation().controllers().webhooks().resolve(path());
        long begin = System.nanoTime();
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(webhook)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new DemoFailure("the webhook answered " + response.statusCode() + ": " + response.body());
            }
            return begin;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted while calling the webhook", e);
        }
    }

    /** The path that a Git host would be told to call. */
    private String path() {
        GenericKubernetesResource receiver = stage.client()
                .genericKubernetesResources(ToolkitKind.RECEIVER.context())
                .inNamespace(namespace)
                .withName(RECEIVER)
                .waitUntilCondition(
                        object -> object != null && object.get("status", "webhookPath") != null,
                        stage.limit().toSeconds(),
                        TimeUnit.SECONDS);
        return receiver.get("status", "webhookPath").toString();
    }
}
