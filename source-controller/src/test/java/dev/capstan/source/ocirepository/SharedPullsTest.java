package dev.capstan.source.ocirepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.OCILayerSelector;
import dev.capstan.api.source.OCIReference;
import dev.capstan.api.source.OCIRepositorySpec;
import dev.capstan.api.source.OCIRepositoryStatus;
import dev.capstan.digest.Digest;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.SharedQuestions;
import dev.capstan.oci.MediaTypes;
import dev.capstan.source.NoFacts;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that want the same of one manifest at the same moment. */
class SharedPullsTest {
    private static final String LAYER = "a layer that takes its time";
    private static final String MANIFEST = "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]%%s}"
            .formatted(MediaTypes.OCI_MANIFEST, descriptor("{}"), descriptor(LAYER));

    @AutoClose
    private final ScriptedServer registry = ScriptedServer.start();

    @AutoClose
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);

    private final CountDownLatch isAsked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    @TempDir
    private Path folder;

    @Test
    void whoComesWhileALayerIsUnderWayWaitsForItAndFetchesNothing() throws Exception {
        var manifest = MANIFEST.formatted("");
        serve(manifest);
        var update = update();

        var first = run(update, "first", manifest);
        isAsked.await();
        var second = run(update, "second", manifest);
        await().until(() -> isWaiting(second.thread()));
        mayAnswer.countDown();

        assertThat(List.of(digest(first), digest(second)))
                .containsOnly(new ArtifactDigest(Digest.sha256(LAYER).toString()));
        assertThat(requestsForTheLayer()).isOne();
    }

    @Test
    void whatHasLongAnnotationsIsFetchedByEach() throws Exception {
        var manifest = MANIFEST.formatted(",\"annotations\":{\"a\":\"" + "x".repeat(4 << 10) + "\"}");
        serve(manifest);
        mayAnswer.countDown();
        var update = update();

        assertThat(List.of(digest(run(update, "first", manifest)), digest(run(update, "second", manifest))))
                .containsOnly(new ArtifactDigest(Digest.sha256(LAYER).toString()));
        assertThat(requestsForTheLayer()).isEqualTo(2);
    }

    private void serve(String manifest) {
        registry.answers(request -> answer(request, manifest));
    }

    private MockResponse answer(RecordedRequest request, String manifest) {
        var path = request.getTarget();
        if (path.equals("/v2/config/manifests/" + Digest.sha256(manifest))) {
            return ScriptedServer.answer(200, manifest)
                    .newBuilder()
                    .setHeader("Content-Type", MediaTypes.OCI_MANIFEST)
                    .build();
        }
        if (!path.endsWith("/blobs/" + Digest.sha256(LAYER))) {
            return ScriptedServer.answer(404, "");
        }
        isAsked.countDown();
        try {
            mayAnswer.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return ScriptedServer.answer(200, LAYER);
    }

    private long requestsForTheLayer() {
        return registry.requests().stream()
                .filter(it -> it.getTarget().endsWith("/blobs/" + Digest.sha256(LAYER)))
                .count();
    }

    private static String descriptor(String content) {
        return "{\"mediaType\":\"text/plain\",\"digest\":\"%s\",\"size\":%d}"
                .formatted(Digest.sha256(content), content.length());
    }

    /** An update that runs in a thread of its own. */
    private record Running(Thread thread, FutureTask<UpdateOutcome<NoFacts>> outcome) {}

    private Running run(OciRepositoryUpdate update, String name, String manifest) {
        var task = new FutureTask<>(() -> update.run(source(name, Digest.sha256(manifest))));
        return new Running(Thread.ofPlatform().daemon().start(task), task);
    }

    private static ArtifactDigest digest(Running running) throws Exception {
        var outcome = running.outcome().get(30, TimeUnit.SECONDS);
        return ((UpdateOutcome.Published<NoFacts>) outcome).artifact().stored().digest();
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(it -> it.getClassName().startsWith(SharedQuestions.class.getName() + "$"));
    }

    private OciSource source(String name, Digest manifest) {
        var spec = new OCIRepositorySpec(
                "oci://" + registry.host() + "/config",
                "1m",
                "30s",
                new OCIReference(manifest.toString(), null, null, null),
                new OCILayerSelector("text/plain", "copy"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                false);
        return new OciSource(new ObjectKey("apps", name), 1, spec, OCIRepositoryStatus.INITIAL);
    }

    private OciRepositoryUpdate update() throws IOException {
        return Updates.in(
                folder,
                http,
                (_, _) -> {
                    throw new AssertionError("no object names a Secret");
                },
                Updates.NO_IDENTITY);
    }
}
