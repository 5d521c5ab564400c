package dev.capstan.image.automation.run;

import dev.capstan.api.image.GitCommit;
import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.SigningKey;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.Revision;
import dev.capstan.git.signature.CommitSigner;
import dev.capstan.image.automation.failure.AutomationFailure;
import dev.capstan.image.automation.message.CommitMessage;
import dev.capstan.image.automation.plan.AutomationPlan;
import dev.capstan.image.automation.policy.LabelMatch;
import dev.capstan.image.automation.policy.SelectedPolicies;
import dev.capstan.image.automation.update.ImageUpdate;
import dev.capstan.images.setter.ImageSetter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run: what is declared, the policies that count, the repository, the images written into it and pushed, and what is proposed.
 * May be repeated at any point.
 */
public final class AutomationRun {
    private static final String UNWRITABLE =
            "its image has a name, tag or digest that no registry can have, so it is not written into files";

    private final AutomationPorts ports;
    private final CommitMessage messages;
    private final ImageSetter setter;
    private final boolean crossNamespaceAllowed;

    /**
     * Runs with these ports.
     *
     * @param crossNamespaceAllowed whether automations may name GitRepositories of other namespaces
     */
    public AutomationRun(
            AutomationPorts ports, CommitMessage messages, ImageSetter setter, boolean crossNamespaceAllowed) {
        this.ports = ports;
        this.messages = messages;
        this.setter = setter;
        this.crossNamespaceAllowed = crossNamespaceAllowed;
    }

    /** A step's value, or why the run ends there. */
    private sealed interface Step<T> {
        record Done<T>(T value) implements Step<T> {}

        record Ended<T>(AutomationFailure failure) implements Step<T> {}
    }

    /** Runs once. */
    public AutomationOutcome run(AutomationSnapshot snapshot) {
        Optional<AutomationFailure> problem =
                AutomationPlan.problemOf(snapshot.key(), snapshot.spec(), crossNamespaceAllowed);
        if (problem.isPresent()) {
            return AutomationOutcome.failed(problem.get());
        }
        return switch (LabelMatch.of(Optional.ofNullable(snapshot.spec().policySelector()))) {
            case LabelMatch.Parsed.Invalid(String why) ->
                AutomationOutcome.failed(new AutomationFailure.SelectorInvalid(why));
            case LabelMatch.Parsed.Selector(LabelMatch selector) ->
                run(
                        snapshot,
                        SelectedPolicies.of(selector, snapshot.policies())
                                .refusing(image -> !ImageUpdate.isWritable(image), UNWRITABLE));
        };
    }

    private AutomationOutcome run(AutomationSnapshot snapshot, SelectedPolicies policies) {
        ObjectKey key = AutomationPlan.sourceOf(snapshot.key(), snapshot.spec());
        return switch (ports.sources().find(key)) {
            case AutomationPorts.Sources.Lookup.Missing(String why) ->
                AutomationOutcome.failed(new AutomationFailure.SourceMissing(key, why));
            case AutomationPorts.Sources.Lookup.Found(GitRepositorySpec source) ->
                switch (AutomationPlan.of(snapshot.spec(), source)) {
                    case AutomationPlan.Planned.Refused(AutomationFailure failure) -> AutomationOutcome.failed(failure);
                    case AutomationPlan.Planned.Plan(AutomationPlan plan) -> run(snapshot, policies, plan, key, source);
                };
        };
    }

    private AutomationOutcome run(
            AutomationSnapshot snapshot,
            SelectedPolicies policies,
            AutomationPlan plan,
            ObjectKey source,
            GitRepositorySpec sourceSpec) {
        GitCommit commit = Objects.requireNonNull(snapshot.spec().git()).commit();
        return switch (remote(source, sourceSpec, plan)) {
            case Step.Ended<Remote>(AutomationFailure failure) -> AutomationOutcome.failed(failure);
            case Step.Done<Remote>(Remote remote) ->
                switch (signer(snapshot.key().namespace(), commit.signingKey())) {
                    case Step.Ended<Optional<CommitSigner>>(AutomationFailure failure) ->
                        AutomationOutcome.failed(failure);
                    case Step.Done<Optional<CommitSigner>>(Optional<CommitSigner> signer) ->
                        isUnchanged(snapshot, policies, plan, remote)
                                ? AutomationOutcome.unchanged()
                                : new PushRun(
                                                ports,
                                                messages,
                                                setter,
                                                snapshot,
                                                plan,
                                                new PushRun.Target(remote, signer))
                                        .run(policies);
                };
        };
    }

    private Step<Remote> remote(ObjectKey source, GitRepositorySpec spec, AutomationPlan plan) {
        return switch (ports.remotes().open(source.namespace(), spec, plan.timeout())) {
            case AutomationPorts.Remotes.Opened.Open(Remote remote) -> new Step.Done<>(remote);
            case AutomationPorts.Remotes.Opened.Closed(var failure) ->
                new Step.Ended<>(new AutomationFailure.SourceUnusable(source, failure.message()));
        };
    }

    private Step<Optional<CommitSigner>> signer(String namespace, @Nullable SigningKey key) {
        if (key == null) {
            return new Step.Done<>(Optional.empty());
        }
        return switch (ports.signers().read(namespace, key)) {
            case AutomationPorts.Signers.Read.Usable(CommitSigner signer) -> new Step.Done<>(Optional.of(signer));
            case AutomationPorts.Signers.Read.Unusable(String why) ->
                new Step.Ended<>(new AutomationFailure.SigningKeyUnusable(why));
        };
    }

    /** Whether the last run ended well, and nothing that it went by is another now: then no file is read. */
    private boolean isUnchanged(
            AutomationSnapshot snapshot, SelectedPolicies policies, AutomationPlan plan, Remote remote) {
        var status = snapshot.status();
        Map<String, ImageRef> images = policies.images();
        boolean mayBe = snapshot.spec().pullRequest() == null
                && !plan.switchesBranch()
                && plan.refspec().isEmpty()
                && status.observedGeneration() == snapshot.generation()
                && status.observedPolicies().equals(images)
                && status.leftAlone().isEmpty()
                && policies.broken().isEmpty()
                && ReadyText.isPlain(status);
        Optional<String> known = Optional.ofNullable(status.observedSourceRevision())
                .flatMap(Revision::parse)
                .map(Revision::commit);
        if (!mayBe || known.isEmpty() || !(plan.checkout() instanceof ReferenceSelector.Branch branch)) {
            return false;
        }
        return ports.repository()
                .head(remote, branch, plan.timeout())
                .success()
                .filter(known::equals)
                .isPresent();
    }
}
