package dev.capstan.kustomizationbuild;

import dev.capstan.kustomize.RemoteBases;
import java.time.Duration;

/** Where builds get remote bases from. */
@FunctionalInterface
public interface RemoteBaseSource {

    /**
     * Bases for one build, during which an address means the same files all the time.
     *
     * @param timeout for all of them together, from now on
     */
    RemoteBases forOneBuild(Duration timeout);

    /** Refuses every address before any network access. */
    static RemoteBaseSource forbidden() {
        return _ -> RemoteBases.forbidden();
    }
}
