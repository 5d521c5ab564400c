package dev.capstan.git.mirror;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.Remote;
import dev.capstan.git.submodule.DeclaredSubmodule;
import dev.capstan.git.transport.GitFailureException;

/** Who asks for the repository of a submodule. */
public interface SubmoduleRemotes {
    /**
     * With the parent's credentials at the parent's scheme, host and port, as nobody elsewhere; a submodule that was fetched without them
     * passes none on to its own submodules.
     */
    SubmoduleRemotes OF_THE_SAME_SERVER = (parent, declared) -> {
        try {
            return GitResult.success(Submodules.remoteOf(parent, declared.url(), declared.path()));
        } catch (GitFailureException refused) {
            return GitResult.failed(refused.failure());
        }
    };

    /**
     * The remote of a submodule.
     *
     * @param parent the repository that declares it
     * @return the failure is {@link GitFailure.SubmoduleRefused}
     */
    GitResult<Remote> of(Remote parent, DeclaredSubmodule declared);
}
