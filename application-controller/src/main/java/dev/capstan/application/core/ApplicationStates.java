package dev.capstan.application.core;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.application.core.redis.RedisSession;
import dev.capstan.application.live.NamespaceContents;
import dev.capstan.application.run.AskedComparison;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** What {@code argocd --core} reads of Applications, found out when it is asked for. Thread-safe. */
public final class ApplicationStates implements RedisSession.Values {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Each compares a whole Application. */
    private static final int AT_ONCE = 2;

    private static final int PATIENCE_SECONDS = 20;

    private final Function<String, Optional<AskedComparison.Found>> applications;
    private final NamespaceContents contents;
    private final Semaphore running = new Semaphore(AT_ONCE, true);

    /** @param applications compares an Application by its name in marks; empty for one that is not there or cannot be compared */
    public ApplicationStates(
            Function<String, Optional<AskedComparison.Found>> applications, NamespaceContents contents) {
        this.applications = applications;
        this.contents = contents;
    }

    /** Empty when there is none, or too many are asked for at a time: the command then asks for a refresh and again. */
    @Override
    public Optional<byte[]> get(String key) {
        return StateKey.of(key).flatMap(this::bounded);
    }

    private Optional<byte[]> bounded(StateKey key) {
        try {
            if (!running.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return applications.apply(key.application()).map(found -> bytes(key, found));
        } finally {
            running.release();
        }
    }

    private byte[] bytes(StateKey key, AskedComparison.Found found) {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = key.isCompressed() ? new GZIPOutputStream(bytes) : bytes;
                JsonGenerator json = JSON.createGenerator(out)) {
            switch (key.state()) {
                case MANAGED_RESOURCES -> ManagedResources.write(found.objects().get(), json);
                case RESOURCES_TREE -> json.writeTree(ResourceTree.of(found, contents));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes all that is written to it", impossible);
        }
        return bytes.toByteArray();
    }
}
