package dev.capstan.cli.migrate.plan;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.archive.ArchiveFailure;
import dev.capstan.archive.ArchiveLimits;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.process.TemporaryFolder;
import dev.capstan.digest.Digest;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.tree.FileTree;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The artifacts of Flux's source-controller, read through the API server, which reaches Services of the cluster; each is fetched
 * once. A cluster on this machine is asked directly.
 */
final class Artifacts implements AutoCloseable {

    private static final ArchiveLimits LIMITS = new ArchiveLimits(512 << 20, 2L << 30, 500_000);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern SERVICE = Pattern.compile("([a-z0-9-]+)\\.([a-z0-9-]+)(?:\\.svc.*)?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|\\[?::1]?");

    private final KubernetesClient client;
    private final TemporaryFolder folder = TemporaryFolder.create();
    private final Map<String, FileTree> trees = new ConcurrentHashMap<>();

    Artifacts(KubernetesClient client) {
        this.client = client;
    }

    /** @throws CommandFailure when it cannot be had */
    FileTree of(ToolkitObject source) {
        Artifact artifact =
                source.artifact().orElseThrow(() -> new CommandFailure(source.title() + " has no artifact yet"));
        return trees.computeIfAbsent(artifact.url().text(), _ -> fetch(source, artifact));
    }

    private FileTree fetch(ToolkitObject source, Artifact artifact) {
        Digest digest = Digest.parse(artifact.digest().text())
                .orElseThrow(() -> new CommandFailure("The digest of the artifact of %s is not known here: %s"
                        .formatted(source.title(), artifact.digest().text())));
        try (InputStream bytes =
                new ByteArrayInputStream(bytes(URI.create(artifact.url().text())))) {
            return switch (new ArchiveReader(folder.path(), LIMITS)
                    .leavingOutLinks()
                    .read(bytes, digest)) {
                case ArchiveReader.Result.Read(var tree) -> tree;
                case ArchiveReader.Result.NotRead(var failure) ->
                    throw new CommandFailure(
                            "The artifact of %s cannot be used: %s".formatted(source.title(), words(failure)));
            };
        } catch (IOException | IllegalArgumentException failure) {
            throw new CommandFailure(
                    "The artifact of %s cannot be read: %s".formatted(source.title(), failure.getMessage()), failure);
        }
    }

    private static String words(ArchiveFailure failure) {
        return switch (failure) {
            case ArchiveFailure.DigestMismatch(var expected, var actual) ->
                "its digest is %s, not %s".formatted(actual, expected);
            case ArchiveFailure.Refused(var reason) -> reason;
            case ArchiveFailure.LimitExceeded(var limit) -> limit;
            case ArchiveFailure.StorageFailed(var cause) -> "it cannot be stored here: " + cause;
        };
    }

    private byte[] bytes(URI address) throws IOException {
        String host = String.valueOf(address.getHost());
        if (LOOPBACK.matcher(host).matches()
                && LOOPBACK.matcher(client.getMasterUrl().getHost()).matches()) {
            return direct(address);
        }
        Matcher service = SERVICE.matcher(host);
        if (!service.matches()) {
            throw new IOException("its address is not that of a Service: " + host);
        }
        int port = address.getPort() < 0 ? 80 : address.getPort();
        return throughApiServer("api/v1/namespaces/%s/services/http:%s:%d/proxy%s"
                .formatted(service.group(2), service.group(1), port, address.getRawPath()));
    }

    private byte[] throughApiServer(String path) throws IOException {
        var http = client.getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri(client.getMasterUrl().toString() + path)
                .timeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .build();
        try {
            HttpResponse<byte[]> response =
                    http.sendAsync(request, byte[].class).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (response.code() != HttpURLConnection.HTTP_OK) {
                throw new IOException("the API server answered %d for the Service".formatted(response.code()));
            }
            return response.body();
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException(failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static byte[] direct(URI address) throws IOException {
        try (OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
                var response = http.send(OutboundRequest.get(address, LIMITS.download()), PATIENCE)) {
            if (response.status() != HttpURLConnection.HTTP_OK) {
                throw new IOException("the server answered " + response.status());
            }
            return response.body().readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
