package dev.capstan.cli.migrate.takeover;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a migration remembers of itself.
 *
 * @param namespace where Flux ran, and Capstan runs
 * @param version of Flux
 * @param stage the last one that is complete
 * @param token asks every object to be reconciled
 * @param replicas how many pods the Deployments of Flux had, by name
 * @param fresh what the migration has brought that was not there before
 * @param manager in whose name our manifests are applied: that of the Kustomization that will own them, if there is one
 * @param git where the components of Flux are replaced in Git; null when they are not
 */
public record MigrationState(
        @JsonProperty("namespace") String namespace,
        @JsonProperty("version") String version,
        @JsonProperty("stage") Stage stage,
        @JsonProperty("token") String token,
        @JsonProperty("replicas") Map<String, Integer> replicas,
        @JsonProperty("fresh") List<ObjectName> fresh,
        @JsonProperty("manager") String manager,
        @JsonProperty("git") @Nullable GitPlace git) {

    /** Copies the collections. */
    public MigrationState {
        replicas = Map.copyOf(replicas);
        fresh = List.copyOf(fresh);
    }

    MigrationState at(Stage reached) {
        return new MigrationState(namespace, version, reached, token, replicas, fresh, manager, git);
    }

    MigrationState bringing(List<ObjectName> objects) {
        return new MigrationState(namespace, version, stage, token, replicas, objects, manager, git);
    }

    boolean hasReached(Stage other) {
        return stage.compareTo(other) >= 0;
    }
}
