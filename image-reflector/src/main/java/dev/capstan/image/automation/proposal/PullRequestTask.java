package dev.capstan.image.automation.proposal;

import dev.capstan.api.image.PullRequestSpec;
import dev.capstan.api.image.PullRequestStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.git.Remote;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is to be proposed.
 *
 * @param automation the object that proposes
 * @param spec how
 * @param remote the repository with the credentials that the commits were pushed with
 * @param base the branch that the changes are for
 * @param proposals one for each group, those with nothing to propose included
 * @param known the pull requests of earlier runs; those whose branch is not of a proposal have lost their group
 * @param values what the user gives to templates
 * @param timeout for everything together
 */
public record PullRequestTask(
        ObjectKey automation,
        PullRequestSpec spec,
        Remote remote,
        String base,
        List<Proposal> proposals,
        List<PullRequestStatus> known,
        Map<String, String> values,
        Duration timeout) {
    /** Copies the lists. */
    public PullRequestTask {
        proposals = List.copyOf(proposals);
        known = List.copyOf(known);
        values = Map.copyOf(values);
    }
}
