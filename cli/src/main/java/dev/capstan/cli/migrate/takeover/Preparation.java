package dev.capstan.cli.migrate.takeover;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;

/** What an installation needs and no manifest may hold. */
@FunctionalInterface
public interface Preparation {

    /**
     * Passwords and certificates, newly made; those that are there already stay in their place.
     *
     * @param namespace where the controllers will run
     */
    List<Secret> secrets(String namespace);
}
