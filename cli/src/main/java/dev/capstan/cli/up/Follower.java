package dev.capstan.cli.up;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.Condition;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.terminal.Console;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Prints what the controllers report of the two objects, whenever it changes. */
final class Follower implements AutoCloseable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Console console;
    private final String request;
    private final Map<ToolkitKind, String> lastPrinted = new ConcurrentHashMap<>();
    private final CompletableFuture<Boolean> fetched = new CompletableFuture<>();
    private final CompletableFuture<Boolean> result = new CompletableFuture<>();
    private final List<SharedIndexInformer<GenericKubernetesResource>> informers = new ArrayList<>();

    private volatile boolean areGone;

    private Follower(Console console, String request) {
        this.console = console;
        this.request = request;
    }

    static Follower of(Console console, SyncObjects objects) {
        Follower follower = new Follower(console, objects.request());
        follower.follow(objects.source());
        follower.follow(objects.kustomization());
        return follower;
    }

    private void follow(Resource<GenericKubernetesResource> object) {
        informers.add(object.inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(GenericKubernetesResource added) {
                onChange(ToolkitObject.of(added));
            }

            @Override
            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource now) {
                onChange(ToolkitObject.of(now));
            }

            @Override
            public void onDelete(GenericKubernetesResource deleted, boolean isStateUnknown) {
                console.say(deleted.getKind() + " " + deleted.getMetadata().getName() + " is gone");
                areGone = true;
            }
        }));
    }

    /** Whether somebody has deleted one of the objects, as {@code down} does. */
    boolean areGone() {
        return areGone;
    }

    private void onChange(ToolkitObject object) {
        object.ready().ifPresent(ready -> {
            print(object, ready);
            if (object.hasAnswered(request)) {
                conclude(object.kind(), ready.holds());
            }
        });
    }

    private void print(ToolkitObject object, Condition ready) {
        String text = ready.message();
        if (Objects.equals(lastPrinted.put(object.kind(), ready.status() + text), ready.status() + text)) {
            return;
        }
        String line = "%s  %-13s %s"
                .formatted(LocalTime.now().format(TIME), object.kind().kind(), text);
        if (ready.holds()) {
            console.done(line);
        } else if (ready.status().equals("False") && !object.isWaiting()) {
            console.failed(line);
        } else {
            console.say("  " + line);
        }
    }

    private void conclude(ToolkitKind kind, boolean isReady) {
        if (kind == ToolkitKind.GIT_REPOSITORY) {
            fetched.complete(isReady);
            if (!isReady) {
                result.complete(false);
            }
        } else {
            result.complete(isReady);
        }
    }

    /** Waits until the source was looked at, with whatever result, so that nobody judges the commit before. */
    void awaitFetch(Duration limit) {
        await(fetched, limit, "the repository was not fetched after ");
    }

    /** Waits for the first result: true when the repository is applied and healthy. */
    boolean awaitResult(Duration limit) {
        return await(result, limit, "no result after ");
    }

    private boolean await(CompletableFuture<Boolean> awaited, Duration limit, String otherwise) {
        try {
            return awaited.get(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            console.failed(otherwise + limit.toSeconds() + " s");
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes this with a failure", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted", e);
        }
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }
}
