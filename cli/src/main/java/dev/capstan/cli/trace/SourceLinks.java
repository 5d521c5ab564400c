package dev.capstan.cli.trace;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.schema.KindRole;
import dev.capstan.cli.cluster.ArgoSource;
import dev.capstan.cli.cluster.References;
import dev.capstan.cli.cluster.SuspendSwitch;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.terminal.ShownAddress;
import dev.capstan.cli.terminal.SlowNotice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The links from an object of the toolkit to where its content comes from. */
final class SourceLinks {

    private static final int DEPTH = 5;

    private final ToolkitObjects objects;
    private final Optional<CommitLookup> commits;

    /** @param commits asks repositories; empty when they are not to be asked */
    SourceLinks(ToolkitObjects objects, Optional<CommitLookup> commits) {
        this.objects = objects;
        this.commits = commits;
    }

    /** The object itself, and everything behind it. */
    List<Link> of(ToolkitObject object) {
        List<Link> links = new ArrayList<>();
        add(links, object, DEPTH);
        return links;
    }

    private void add(List<Link> links, ToolkitObject object, int depth) {
        links.add(link(object));
        for (References.Reference reference : References.sources(object)) {
            Optional<ToolkitObject> source =
                    objects.inNamespace(reference.kind(), reference.namespace(), reference.name());
            if (source.isEmpty()) {
                links.add(new Link.Facts()
                        .add("status", "NotFound: it does not exist")
                        .of(reference.title()));
            } else if (depth > 0) {
                add(links, source.get(), depth - 1);
            }
        }
    }

    private Link link(ToolkitObject object) {
        var facts = new Link.Facts();
        facts.add("status", status(object));
        if (object.isSuspended()) {
            facts.add("suspended", SuspendSwitch.reason(object).orElse("no reason was given"));
        }
        facts.add(
                        "url",
                        ShownAddress.of(object.text("spec", "url")
                                .orElse(ArgoSource.of(object).repository())))
                .add(
                        "path",
                        switch (object.kind()) {
                            case KUSTOMIZATION -> object.text("spec", "path").orElse("./");
                            case APPLICATION -> ArgoSource.of(object).path();
                            default -> "";
                        })
                .add(
                        "chart",
                        switch (object.kind()) {
                            case HELM_CHART -> object.text("spec", "chart").orElse("");
                            case APPLICATION -> ArgoSource.of(object).chart();
                            default -> "";
                        })
                .add("revision", object.revision().orElse(""));
        object.text("status", "lastAttemptedRevision")
                .filter(tried -> object.kind().has(KindRole.APPLIER)
                        && !object.revision().filter(tried::equals).isPresent())
                .ifPresent(tried -> facts.add("tried", tried));
        object.artifact().ifPresent(artifact -> origin(facts, object, artifact));
        return facts.of(object.title());
    }

    private void origin(Link.Facts facts, ToolkitObject object, Artifact artifact) {
        facts.add("origin", artifact.metadata().getOrDefault("org.opencontainers.image.source", ""))
                .add("commit", artifact.metadata().getOrDefault("org.opencontainers.image.revision", ""))
                .add("fetched", artifact.lastUpdateTime());
        if (object.kind() == ToolkitKind.GIT_REPOSITORY && commits.isPresent()) {
            try (SlowNotice _ = SlowNotice.over("asking the repository of " + object.title())) {
                commits.get().addTo(facts, object, artifact.revision().text());
            }
        }
    }

    static String status(ToolkitObject object) {
        if (!object.kind().hasStatus()) {
            return "";
        }
        return object.ready().map(SourceLinks::inWords).orElse("Unknown: waiting to be reconciled");
    }

    private static String inWords(Condition ready) {
        return switch (ready.status()) {
            case "True" -> "Ready: " + ready.message();
            case "False" -> "Not ready: " + ready.reason() + ": " + ready.message();
            default -> "In progress: " + ready.message();
        };
    }
}
