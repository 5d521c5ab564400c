package dev.capstan.image.automation.run;

import dev.capstan.api.image.GitCommit;
import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.LeftAlone;
import dev.capstan.api.image.PullRequestSpec;
import dev.capstan.api.image.PullRequestStatus;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.Remote;
import dev.capstan.git.Revision;
import dev.capstan.git.signature.CommitSigner;
import dev.capstan.git.write.CommitOutcome;
import dev.capstan.git.write.CommitRefusal;
import dev.capstan.git.write.CommitRequest;
import dev.capstan.git.write.Person;
import dev.capstan.image.automation.change.ValueChange;
import dev.capstan.image.automation.failure.AutomationFailure;
import dev.capstan.image.automation.message.CommitMessage;
import dev.capstan.image.automation.message.MessageData;
import dev.capstan.image.automation.plan.AutomationPlan;
import dev.capstan.image.automation.policy.SelectedPolicies;
import dev.capstan.image.automation.proposal.ImageGroup;
import dev.capstan.image.automation.proposal.Proposal;
import dev.capstan.image.automation.proposal.PullRequestTask;
import dev.capstan.image.automation.takeback.TakenBack;
import dev.capstan.image.automation.takeback.TakenBackSearch;
import dev.capstan.image.automation.update.ImageUpdate;
import dev.capstan.images.setter.ImageSetter;
import dev.capstan.images.setter.SetterWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The part of a run that reads and writes the repository: one commit for each group of images. For one run. */
final class PushRun {
    private final AutomationPorts ports;
    private final CommitMessage messages;
    private final ImageSetter setter;
    private final AutomationSnapshot snapshot;
    private final AutomationPlan plan;
    private final Target target;
    private final GitCommit commit;
    private final TakenBack takenBack;

    private final List<AutomationOutcome.Push> pushes = new ArrayList<>();
    private final List<Proposal> proposals = new ArrayList<>();
    private final Map<String, LeftAlone> leftAlone = new TreeMap<>();
    private final TreeSet<String> written = new TreeSet<>();
    private final List<SetterWarning> warnings = new ArrayList<>();
    private Optional<AutomationFailure> failure = Optional.empty();
    private Optional<Revision> revision = Optional.empty();

    /** The repository, opened. */
    record Target(Remote remote, Optional<CommitSigner> signer) {}

    PushRun(
            AutomationPorts ports,
            CommitMessage messages,
            ImageSetter setter,
            AutomationSnapshot snapshot,
            AutomationPlan plan,
            Target target) {
        this.ports = ports;
        this.messages = messages;
        this.setter = setter;
        this.snapshot = snapshot;
        this.plan = plan;
        this.target = target;
        this.commit = Objects.requireNonNull(snapshot.spec().git()).commit();
        this.takenBack =
                new TakenBack(snapshot.status().leftAlone(), snapshot.status().observedPolicies());
    }

    AutomationOutcome run(SelectedPolicies policies) {
        for (ImageGroup group : groups(policies)) {
            push(group);
        }
        List<String> events = new ArrayList<>();
        List<PullRequestStatus> pullRequests = propose(!policies.broken().isEmpty(), events);
        var notes = new RunNotes(policies, snapshot.key().namespace(), leftAlone.values(), warnings);
        Optional<AutomationOutcome.Findings> findings = failure.isPresent() && pushes.isEmpty() && proposals.isEmpty()
                ? Optional.empty()
                : Optional.of(findings(policies, pullRequests, notes));
        return new AutomationOutcome(failure, pushes, findings, notes.forPeople(), events);
    }

    private List<ImageGroup> groups(SelectedPolicies policies) {
        PullRequestSpec spec = snapshot.spec().pullRequest();
        return spec == null
                ? List.of(new ImageGroup("", plan.pushBranch().orElseThrow(), policies))
                : ImageGroup.of(snapshot.key(), spec, plan.pushBranch(), policies);
    }

    private void push(ImageGroup group) {
        Map<String, ImageRef> images = group.policies().images();
        Person author = new Person(
                Objects.requireNonNullElse(commit.author().name(), ""),
                commit.author().email());
        var update = new ImageUpdate(setter, plan.folder(), snapshot.key().namespace());
        boolean isProposal = snapshot.spec().pullRequest() != null;
        var editor = new UpdateEditor(
                update, images, takenBack, new TakenBackSearch(setter, author), author, isProposal, this::message);
        var request = new CommitRequest(
                plan.checkout(), group.branch(), plan.refspec(), plan.pushOptions(), target.signer(), editor);
        switch (ports.repository().commit(target.remote(), request, plan.timeout())) {
            case GitResult.Failed<CommitOutcome>(GitFailure problem) -> {
                if (problem instanceof GitFailure.CredentialsRejected) {
                    ports.remotes().refused(target.remote());
                }
                fail(new AutomationFailure.GitFailed(problem));
            }
            case GitResult.Success<CommitOutcome>(CommitOutcome outcome) -> take(group, editor.report(), outcome);
        }
    }

    private CommitMessage.Made message(List<ValueChange> changes) {
        return messages.of(
                Objects.requireNonNullElse(commit.messageTemplate(), ""),
                new MessageData(snapshot.key(), changes, commit.messageTemplateValues()));
    }

    private void take(ImageGroup group, UpdateEditor.Report report, CommitOutcome outcome) {
        report.failure().ifPresent(this::fail);
        report.leftAlone().forEach(left -> leftAlone.put(left.policy(), left));
        warnings.addAll(report.warnings());
        switch (outcome) {
            case CommitOutcome.Refused(CommitRefusal refusal) -> fail(new AutomationFailure.PushRefused(refusal));
            case CommitOutcome.NothingToDo nothing -> {
                revision = Optional.of(nothing.checkout());
                propose(group, report, nothing.branchHead());
            }
            case CommitOutcome.Pushed pushed -> {
                revision = Optional.of(plan.switchesBranch() ? pushed.checkout() : pushed(pushed));
                report.written().forEach(change -> written.add(change.marker().policy()));
                pushes.add(new AutomationOutcome.Push(
                        pushed.commit(), pushed.branch(), pushed.refspecs(), pushed.message()));
                pushed.missedRefspec().ifPresent(missed -> fail(new AutomationFailure.PushRefused(missed)));
                propose(group, report, Optional.of(pushed.commit()));
            }
        }
    }

    private static Revision pushed(CommitOutcome.Pushed pushed) {
        return new Revision(pushed.checkout().reference(), pushed.commit());
    }

    private void propose(ImageGroup group, UpdateEditor.Report report, Optional<String> head) {
        if (report.failure().isEmpty()) {
            proposals.add(
                    new Proposal(group.name(), group.branch(), head, report.hasCommitsOfOthers(), report.proposed()));
        }
    }

    /** Of several failures the first is told; the groups behind it have had their turn. */
    private void fail(AutomationFailure problem) {
        failure = failure.or(() -> Optional.of(problem));
    }

    /** What a policy that is broken proposed stays as it is: nobody knows whether it is obsolete. */
    private List<PullRequestStatus> propose(boolean areBroken, List<String> events) {
        PullRequestSpec spec = snapshot.spec().pullRequest();
        List<PullRequestStatus> known = snapshot.status().pullRequests();
        if (spec == null || failure.isPresent()) {
            return spec == null ? List.of() : known;
        }
        List<Proposal> sure = proposals.stream()
                .filter(proposal -> !areBroken || !proposal.changes().isEmpty())
                .toList();
        List<PullRequestStatus> left = known.stream()
                .filter(it ->
                        areBroken && sure.stream().noneMatch(its -> its.branch().equals(it.branch())))
                .toList();
        var report = ports.pullRequests()
                .run(new PullRequestTask(
                        snapshot.key(),
                        spec,
                        target.remote(),
                        plan.base().orElseThrow(),
                        sure,
                        known.stream().filter(it -> !left.contains(it)).toList(),
                        commit.messageTemplateValues(),
                        plan.timeout()));
        report.failure().ifPresent(problem -> fail(new AutomationFailure.NotProposed(problem)));
        events.addAll(report.events());
        return Stream.concat(report.pullRequests().stream(), left.stream()).toList();
    }

    private AutomationOutcome.Findings findings(
            SelectedPolicies policies, List<PullRequestStatus> pullRequests, RunNotes notes) {
        List<LeftAlone> known = snapshot.status().leftAlone();
        var kept = new TreeMap<String, LeftAlone>();
        for (LeftAlone left : known) {
            boolean exists = snapshot.policies().stream()
                    .anyMatch(policy -> policy.name().equals(left.policy()));
            ImageRef image = policies.images().get(left.policy());
            boolean isAnother =
                    image == null || takenBack.of(left.policy(), image).isEmpty();
            if (exists && isAnother && !written.contains(left.policy())) {
                kept.put(left.policy(), left);
            }
        }
        kept.putAll(leftAlone);
        List<LeftAlone> fresh = leftAlone.values().stream()
                .filter(left -> !known.contains(left))
                .toList();
        Map<String, ImageRef> images = observed(policies.images());
        Optional<String> seen = failure.isPresent()
                ? Optional.ofNullable(snapshot.status().observedSourceRevision())
                : revision.map(Revision::toString);
        return new AutomationOutcome.Findings(
                images, seen, List.copyOf(kept.values()), fresh, pullRequests, notes.aboutFiles());
    }

    /** What was pushed before something failed may be taken back as well. */
    private Map<String, ImageRef> observed(Map<String, ImageRef> images) {
        if (failure.isEmpty()) {
            return images;
        }
        var known = new TreeMap<>(snapshot.status().observedPolicies());
        images.forEach((policy, image) -> {
            if (written.contains(policy)) {
                known.put(policy, image);
            }
        });
        return known;
    }
}
