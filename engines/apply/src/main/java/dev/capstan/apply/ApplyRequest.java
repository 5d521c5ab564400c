package dev.capstan.apply;

import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.profile.ApplyProfile;
import java.time.Duration;
import java.util.List;

/**
 * What to apply, for whom, and how. Built with {@link #builder}.
 *
 * @param owner whose objects these are; both ownership labels are set on every object
 * @param manifests the whole set
 * @param previous what was recorded at the last run
 * @param revision revision of the source, for the record
 * @param actor who asked for it, for the record: a commit author, a person, or the controller itself
 * @param force whether objects with changed immutable fields are replaced
 * @param ignoreRules fields left to others
 * @param profile the rules of the owner's kind
 * @param dryRun when a stage is tried before it is written
 * @param verification how far what is known of the cluster is relied on
 * @param concurrency how many requests are under way at once
 * @param stageTimeout how long definitions and classes may take to become ready
 * @param patience how long an unavailable API server is asked again
 */
public record ApplyRequest(
        Owner owner,
        List<Manifest> manifests,
        Inventory previous,
        String revision,
        String actor,
        boolean force,
        List<FieldIgnoreRule> ignoreRules,
        ApplyProfile profile,
        DryRunMode dryRun,
        Verification verification,
        int concurrency,
        Duration stageTimeout,
        Duration patience) {

    public ApplyRequest {
        manifests = List.copyOf(manifests);
        ignoreRules = List.copyOf(ignoreRules);
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1: " + concurrency);
        }
    }

    public static Builder builder(Owner owner, List<Manifest> manifests) {
        return new Builder(owner, manifests);
    }

    /** Collects what differs from the defaults. */
    public static final class Builder {
        private final Owner owner;
        private final List<Manifest> manifests;
        private Inventory previous = Inventory.empty();
        private String revision = "";
        private String actor = ApplyProfile.KUSTOMIZE_CONTROLLER;
        private boolean force;
        private List<FieldIgnoreRule> ignoreRules = List.of();
        private ApplyProfile profile = ApplyProfile.kustomize();
        private DryRunMode dryRun = DryRunMode.WHEN_IT_PROTECTS;
        private Verification verification = Verification.REMEMBERED;
        private int concurrency = 4;
        private Duration stageTimeout = Duration.ofSeconds(60);
        private Duration patience = Duration.ofSeconds(30);

        private Builder(Owner owner, List<Manifest> manifests) {
            this.owner = owner;
            this.manifests = manifests;
        }

        public Builder previous(Inventory inventory) {
            this.previous = inventory;
            return this;
        }

        public Builder revision(String sourceRevision) {
            this.revision = sourceRevision;
            return this;
        }

        public Builder actor(String who) {
            this.actor = who;
            return this;
        }

        public Builder force(boolean replaceImmutable) {
            this.force = replaceImmutable;
            return this;
        }

        public Builder ignoreRules(List<FieldIgnoreRule> rules) {
            this.ignoreRules = rules;
            return this;
        }

        public Builder profile(ApplyProfile rules) {
            this.profile = rules;
            return this;
        }

        public Builder dryRun(DryRunMode mode) {
            this.dryRun = mode;
            return this;
        }

        public Builder verification(Verification how) {
            this.verification = how;
            return this;
        }

        public Builder concurrency(int requests) {
            this.concurrency = requests;
            return this;
        }

        public Builder stageTimeout(Duration timeout) {
            this.stageTimeout = timeout;
            return this;
        }

        public Builder patience(Duration limit) {
            this.patience = limit;
            return this;
        }

        public ApplyRequest build() {
            return new ApplyRequest(
                    owner,
                    manifests,
                    previous,
                    revision,
                    actor,
                    force,
                    ignoreRules,
                    profile,
                    dryRun,
                    verification,
                    concurrency,
                    stageTimeout,
                    patience);
        }
    }
}
