package dev.capstan.application.kube;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.argo.Application;
import dev.capstan.application.compare.Refresh;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.preview.ApplicationReport;
import dev.capstan.application.preview.Reporting;
import dev.capstan.application.run.Preview;
import dev.capstan.runtime.log.InternalErrors;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all Applications of a cluster once, whoever takes care of them, and writes what it finds into a file: one JSON object a line. The
 * first says how many {@code applications} there are, then comes one for each, in any order, and the last one has {@code end: true}, or says
 * why nothing could be looked at ({@code failed}).
 */
final class PreviewRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PreviewRun.class);
    private static final int AT_ONCE = 8;

    /** Large clusters take longer to be listed than one pass waits. */
    private static final int ROUNDS = 4;

    private final KubernetesClient client;
    private final Preview preview;
    private final ServedNamespaces served;
    private final String controlPlane;
    private final Clock clock;
    private final Path file;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofVirtual().name("preview-", 0).factory());

    /** @param file gets what is found, after what it has */
    PreviewRun(
            KubernetesClient client,
            Preview preview,
            ServedNamespaces served,
            String controlPlane,
            Clock clock,
            Path file) {
        this.client = client;
        this.preview = preview;
        this.served = served;
        this.controlPlane = controlPlane;
        this.clock = clock;
        this.file = file;
    }

    /** Begins in the background. */
    PreviewRun start() {
        LOG.info("Looking at all Applications once; nothing is written but {}", file);
        Thread.ofVirtual()
                .name("preview")
                .start(() -> InternalErrors.guard("looking at Applications", file, this::runOrFail));
        return this;
    }

    /** Whoever waits for the end hears of it, whatever happens. */
    private void runOrFail() {
        try {
            run();
        } catch (RuntimeException | Error bug) {
            fail("an internal error, which is in the log of the controller");
            throw bug;
        }
    }

    /** Says why nothing can be looked at. */
    void fail(String why) {
        LOG.error("The Applications cannot be looked at: {}", why);
        line(JsonNodeFactory.instance.objectNode().put("failed", why));
    }

    private void run() {
        List<Application> all;
        try {
            all = client.resources(Application.class).inAnyNamespace().list().getItems().stream()
                    .sorted(Comparator.comparing(Application::key))
                    .toList();
        } catch (KubernetesClientException refused) {
            fail("the Applications cannot be listed: " + refused.getMessage());
            return;
        }
        line(JsonNodeFactory.instance.objectNode().put("applications", all.size()));
        List<Application> open = all;
        for (int round = 1; !open.isEmpty(); round++) {
            open = look(open, round == ROUNDS);
        }
        line(JsonNodeFactory.instance.objectNode().put("end", true));
    }

    /** One round; those that are to be looked at once more, because their cluster was still being listed. */
    private List<Application> look(List<Application> those, boolean isLast) {
        Collection<Application> again = new ConcurrentLinkedQueue<>();
        List<Runnable> looks = new ArrayList<>();
        those.forEach(application -> looks.add(() -> {
            ApplicationReport report = report(application);
            if (!isLast && report.problems().stream().anyMatch(it -> it.startsWith(Refresh.LIVE_STATE_GAP))) {
                again.add(application);
            } else {
                line(report.json());
            }
        }));
        List<Future<?>> begun = new ArrayList<>();
        looks.forEach(look -> begun.add(threads.submit(look)));
        begun.forEach(PreviewRun::await);
        return List.copyOf(again);
    }

    private ApplicationReport report(Application application) {
        String name = application.key().namespace() + "/" + application.key().name();
        if (!served.has(application.key().namespace())) {
            return ApplicationReport.unseen(
                    name,
                    "Applications of its namespace are not taken care of: capstan.application.namespaces does not name it");
        }
        if (application.undecodable().isPresent()) {
            return ApplicationReport.unseen(name, application.undecodable().get());
        }
        try {
            ApplicationObject object = ApplicationObjects.of(application);
            if (ApplicationTriggers.isSkipped(application)) {
                return Reporting.skipped(object);
            }
            return Reporting.of(object, preview.of(object), controlPlane, clock.instant());
        } catch (RuntimeException | Error fault) {
            InternalErrors.report("looking at an Application", name, fault);
            return ApplicationReport.unseen(name, "an internal error, which is in the log of the controller");
        }
    }

    private static void await(Future<?> look) {
        try {
            look.get();
        } catch (ExecutionException bug) {
            InternalErrors.report("looking at an Application", "one of them", bug);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever reads the file sees whole lines only after their end. */
    private synchronized void line(ObjectNode content) {
        try {
            Files.write(file, bytes(content), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritten) {
            throw new UncheckedIOException("what was found cannot be written to " + file, unwritten);
        }
    }

    /** A manifest may have halves of characters in its names, which nothing can encode: they are replaced, and the line is there. */
    static byte[] bytes(ObjectNode content) {
        return (content + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
