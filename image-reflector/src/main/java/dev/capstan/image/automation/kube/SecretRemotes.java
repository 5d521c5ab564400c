package dev.capstan.image.automation.kube;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.access.git.GitAccess;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.git.Remote;
import dev.capstan.http.Deadline;
import dev.capstan.image.automation.run.AutomationPorts;
import java.time.Duration;

/** Remotes with the credentials that GitRepositories name. */
record SecretRemotes(GitAccess access) implements AutomationPorts.Remotes {

    @Override
    public Opened open(String namespace, GitRepositorySpec spec, Duration timeout) {
        return switch (access.of(namespace, spec, Deadline.in(timeout))) {
            case AccessResult.Success<Remote>(Remote remote) -> new Opened.Open(remote);
            case AccessResult.Failed<Remote>(AccessFailure failure) -> new Opened.Closed(failure);
        };
    }

    @Override
    public void refused(Remote remote) {
        access.refused(remote);
    }
}
