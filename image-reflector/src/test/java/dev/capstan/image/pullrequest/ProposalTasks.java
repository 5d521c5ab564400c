package dev.capstan.image.pullrequest;

import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.PullRequestMerge;
import dev.capstan.api.image.PullRequestSpec;
import dev.capstan.api.image.PullRequestStatus;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.git.Credentials;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.image.automation.change.ChangedObject;
import dev.capstan.image.automation.change.Marker;
import dev.capstan.image.automation.change.ValueChange;
import dev.capstan.image.automation.proposal.Proposal;
import dev.capstan.image.automation.proposal.PullRequestTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tasks as automations hand them on. */
public final class ProposalTasks {
    public static final String BRANCH = "capstan/images/apps/fleet";
    static final Optional<PullRequestMerge> SQUASHED = Optional.of(new PullRequestMerge("checksPass", "squash"));

    private ProposalTasks() {}

    /** A value that names another tag. */
    static ValueChange change(String policy, String from, String to) {
        var image = new ImageRef("ghcr.io/org/" + policy, to, null);
        return new ValueChange(
                "a.yaml",
                "a.yaml",
                new ChangedObject("v1", "Pod", "p", ""),
                image.name() + ":" + from,
                image.name() + ":" + to,
                Marker.of("apps:" + policy),
                image);
    }

    static Proposal proposal(String branch, ValueChange... changes) {
        return new Proposal("fleet", branch, Optional.of(MemoryForge.HEAD), false, List.of(changes));
    }

    static Proposal touched(String branch, ValueChange... changes) {
        return new Proposal("fleet", branch, Optional.of(MemoryForge.HEAD), true, List.of(changes));
    }

    static PullRequestSpec spec(Optional<PullRequestMerge> merge, @Nullable String title) {
        return new PullRequestSpec(
                "github", null, null, "all", title, List.of("images"), List.of("jane"), merge.orElse(null), null);
    }

    static PullRequestTask task(PullRequestSpec spec, List<PullRequestStatus> known, Proposal... proposals) {
        return task(spec, "https://github.com/org/fleet", new Credentials.Anonymous(), known, proposals);
    }

    /** A task at a forge. */
    public static PullRequestTask task(
            String provider, @Nullable String api, @Nullable String secret, String url, Credentials credentials) {
        var spec = new PullRequestSpec(
                provider,
                api,
                secret == null ? null : new LocalRef(secret),
                "all",
                null,
                List.of(),
                List.of(),
                null,
                null);
        return task(spec, url, credentials, List.of());
    }

    private static PullRequestTask task(
            PullRequestSpec spec,
            String url,
            Credentials credentials,
            List<PullRequestStatus> known,
            Proposal... proposals) {
        var remote = Remote.of(RemoteUrl.parse(url).success().orElseThrow(), credentials);
        return new PullRequestTask(
                new ObjectKey("apps", "fleet"),
                spec,
                remote,
                "main",
                List.of(proposals),
                known,
                Map.of("team", "web"),
                Duration.ofSeconds(20));
    }
}
