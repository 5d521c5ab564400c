package dev.capstan.application.set.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.forge.ForgeListing.Scope;
import dev.capstan.forge.ForgeProvider;
import java.util.List;
import java.util.Optional;

/**
 * Which forge a generator asks, and how.
 *
 * @param provider the kind of forge
 * @param api where its API is; empty for the public one
 * @param options what stands in the field of the generator
 */
record ForgeQuestion(ForgeProvider provider, String api, JsonNode options) {
    private static final List<ForgeProvider> KNOWN =
            List.of(ForgeProvider.GITHUB, ForgeProvider.GITLAB, ForgeProvider.GITEA);

    /** The question; empty where the forge is none that is asked. */
    static Optional<ForgeQuestion> of(String forge, JsonNode options) {
        return KNOWN.stream()
                .filter(provider -> provider.text().equals(forge))
                .findFirst()
                .map(provider -> new ForgeQuestion(provider, Fields.text(options, "api"), options));
    }

    /** The repository whose pull requests are asked for. */
    String repository() {
        return provider == ForgeProvider.GITLAB
                ? Fields.text(options, "project")
                : Fields.text(options, "owner") + "/" + Fields.text(options, "repo");
    }

    /** The owner whose repositories are asked for. */
    String owner() {
        return Fields.text(
                options,
                switch (provider) {
                    case GITHUB -> "organization";
                    case GITLAB -> "group";
                    case GITEA, BITBUCKET, BITBUCKET_SERVER -> "owner";
                });
    }

    /** Which of them. */
    Scope scope() {
        boolean withArchived = provider == ForgeProvider.GITLAB
                ? Fields.isTrue(options, "includeArchivedRepos")
                : !Fields.isTrue(options, "excludeArchivedRepos");
        return new Scope(
                Fields.isTrue(options, "includeSubgroups"),
                options.path("includeSharedProjects").asBoolean(true),
                withArchived,
                Fields.text(options, "topic"));
    }

    /** Labels that pull requests must have. */
    List<String> labels() {
        return Fields.texts(options, "labels");
    }

    /** In which state pull requests must be, where the forge lists others than open ones. */
    String state() {
        return Fields.text(options, "pullRequestState");
    }

    /** Whether all branches count. */
    boolean isOfAllBranches() {
        return Fields.isTrue(options, "allBranches");
    }
}
