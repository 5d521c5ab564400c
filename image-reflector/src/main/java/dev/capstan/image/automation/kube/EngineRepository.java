package dev.capstan.image.automation.kube;

import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.write.CommitOutcome;
import dev.capstan.git.write.CommitRequest;
import dev.capstan.git.write.RemoteCommits;
import dev.capstan.image.automation.run.AutomationPorts;
import java.time.Duration;
import java.util.Optional;

/** Remotes by way of the Git engine. */
record EngineRepository(RemoteCommits commits) implements AutomationPorts.Repository {

    @Override
    public GitResult<Optional<String>> head(Remote remote, ReferenceSelector.Branch branch, Duration timeout) {
        return commits.head(remote, branch, timeout);
    }

    @Override
    public GitResult<CommitOutcome> commit(Remote remote, CommitRequest request, Duration timeout) {
        return commits.commit(remote, request, timeout);
    }
}
