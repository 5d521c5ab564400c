package dev.capstan.image.automation.proposal;

import dev.capstan.api.image.PullRequestStatus;
import dev.capstan.api.meta.Failure;
import java.util.List;
import java.util.Optional;

/**
 * What became of pull requests.
 *
 * @param pullRequests as they are now
 * @param events what was done, one sentence each
 * @param failure why not everything could be done; the rest was
 */
public record PullRequestReport(List<PullRequestStatus> pullRequests, List<String> events, Optional<Failure> failure) {
    /** Copies the lists. */
    public PullRequestReport {
        pullRequests = List.copyOf(pullRequests);
        events = List.copyOf(events);
    }
}
