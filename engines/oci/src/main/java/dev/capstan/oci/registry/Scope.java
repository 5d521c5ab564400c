package dev.capstan.oci.registry;

import dev.capstan.oci.RepositoryName;

/** What a token is wanted for; never more than the request at hand needs, whatever the registry proposes. */
enum Scope {
    PULL("pull"),
    PUSH("pull,push");

    private final String actions;

    Scope(String actions) {
        this.actions = actions;
    }

    String of(RepositoryName repository) {
        return "repository:" + repository.path() + ":" + actions;
    }
}
