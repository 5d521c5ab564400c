package dev.capstan.cli.get;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind that {@code capstan get} prints, with the columns that people know from the flux command. */
enum ListedKind {
    GIT_REPOSITORY(
            "sources",
            List.of("sources", "source", "gitrepositories", "gitrepository", "git"),
            new ResourceDefinitionContext.Builder()
                    .withGroup("source.toolkit.fluxcd.io")
                    .withVersion("v1")
                    .withKind("GitRepository")
                    .withPlural("gitrepositories")
                    .withNamespaced(true)
                    .build(),
            List.of("status", "artifact", "revision")),
    KUSTOMIZATION(
            "kustomizations",
            List.of("kustomizations", "kustomization", "ks"),
            new ResourceDefinitionContext.Builder()
                    .withGroup("kustomize.toolkit.fluxcd.io")
                    .withVersion("v1")
                    .withKind("Kustomization")
                    .withPlural("kustomizations")
                    .withNamespaced(true)
                    .build(),
            List.of("status", "lastAppliedRevision")),
    RECEIVER(
            "receivers",
            List.of("receivers", "receiver"),
            new ResourceDefinitionContext.Builder()
                    .withGroup("notification.toolkit.fluxcd.io")
                    .withVersion("v1")
                    .withKind("Receiver")
                    .withPlural("receivers")
                    .withNamespaced(true)
                    .build(),
            List.of());

    private final String title;
    private final List<String> names;
    private final ResourceDefinitionContext context;
    private final List<String> revision;

    ListedKind(String title, List<String> names, ResourceDefinitionContext context, List<String> revision) {
        this.title = title;
        this.names = names;
        this.context = context;
        this.revision = revision;
    }

    String title() {
        return title;
    }

    ResourceDefinitionContext context() {
        return context;
    }

    /** Where in an object its revision is; empty for kinds that have none. */
    List<String> revision() {
        return revision;
    }

    /** The kind that people mean by a word; singular, plural and short names are understood. */
    static Optional<ListedKind> called(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.names.contains(wanted))
                .findFirst();
    }
}
