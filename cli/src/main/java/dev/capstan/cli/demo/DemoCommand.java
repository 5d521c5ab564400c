package dev.capstan.cli.demo;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.process.EndSignal;
import dev.capstan.cli.process.Session;
import dev.capstan.cli.terminal.Page;
import dev.capstan.devcluster.Devcluster;
import dev.capstan.git.serve.Access;
import dev.capstan.git.serve.GitHttpServer;
import dev.capstan.git.write.BareRepository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code capstan demo}. */
@Command(
        name = "demo",
        description = {
            "Shows in a minute what Capstan does, on a real API server and a real Git repository: first sync, a commit, a manual"
                    + " edit, a deleted file, a broken commit and its revert. All times are measured while you watch.",
            "",
            "Without a cluster of yours it starts one of its own; see CAPSTAN_CLUSTER in the README."
        })
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--keep", description = "Keep everything running at the end, to explore it; Ctrl-C ends it.")
    private boolean keep;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Use this cluster. Default: $KUBECONFIG when it is set, else a cluster of its own.")
    private @Nullable Path kubeconfig;

    private final Page page = Page.standard(System.getenv());

    /** 0 when every step came out as told, 1 otherwise. */
    @Override
    public Integer call() throws IOException {
        page.title("Capstan demo");
        try (Session session = Session.open(Optional.ofNullable(kubeconfig), page.progress());
                EndSignal end = EndSignal.closing(session);
                GitHttpServer git = GitHttpServer.start();
                ChatRoom room = ChatRoom.open()) {
            Path folder = session.folder().resolve("config.git");
            try (BareRepository repository = BareRepository.openOrCreate(folder, SampleRepository.BRANCH)) {
                repository.write(SampleRepository.BRANCH, "Run the shop", SampleRepository.firstCommit());
                URI url = git.serveRepository("config", folder, Access.READ_WRITE);
                introduce(session, url);
                boolean isTold = tell(session, new Story(page, session, repository, url, room));
                explore(session, url);
                if (keep) {
                    page.gap();
                    page.say("Everything keeps running. Ctrl-C ends it.");
                    end.await();
                }
                cleanUp(session);
                return isTold ? 0 : 1;
            }
        }
    }

    private void introduce(Session session, URI repository) {
        page.fact("cluster", session.cluster().describe() + startOf(session));
        page.fact(
                "controllers",
                "all in one JVM, ready in %s%s"
                        .formatted(
                                Page.inWords(session.controllers().startTime()),
                                megabytes(session.controllers().memory(), ", ")));
        page.fact("repository", repository + "  (base/, environments/{dev,staging,prod})");
        page.fact("kubeconfig", session.cluster().kubeconfig().toString());
    }

    private static String startOf(Session session) {
        return session.cluster() instanceof Devcluster devcluster
                ? ", ready in " + Page.inWords(devcluster.startTime())
                : "";
    }

    private static String megabytes(OptionalLong bytes, String prefix) {
        return bytes.isEmpty() ? "" : prefix + String.format(Locale.ROOT, "%d MiB", bytes.getAsLong() / (1024 * 1024));
    }

    private boolean tell(Session session, Story story) throws IOException {
        try {
            story.tell();
            page.gap();
            page.done("That was the whole story"
                    + megabytes(session.controllers().peakMemory(), "; the controllers needed at most "));
            return true;
        } catch (StoryFailure failure) {
            page.failed(String.valueOf(failure.getMessage()));
            page.say("The log of the controllers: " + session.controllers().log());
            return false;
        }
    }

    private void explore(Session session, URI repository) {
        page.title(keep ? "Explore" : "Explore (capstan demo --keep leaves it running)");
        page.quote("./capstan get all");
        page.quote("git clone " + repository + " && cd config   # push to it, and watch");
        page.quote("export KUBECONFIG=" + session.cluster().kubeconfig());
        page.quote("kubectl get deployments --all-namespaces");
        page.quote("kubectl -n shop-prod scale deployment shop --replicas=9");
        page.quote("./capstan up --repo https://…/your-repository --path ./clusters/production");
    }

    private void cleanUp(Session session) {
        if (!session.isForeign()) {
            return; // the cluster goes as a whole
        }
        page.gap();
        page.say("Removing what the demo brought into your cluster");
        try {
            new DemoObjects(session.client()).remove(Duration.ofSeconds(60));
            session.removeFreshDefinitions();
        } catch (RuntimeException e) {
            throw new CommandFailure(
                    "Could not remove everything: look at the namespaces " + DemoObjects.NAMESPACE + " and shop-*: "
                            + e.getMessage(),
                    e);
        }
    }
}
