package dev.capstan.image.pullrequest;

import dev.capstan.api.image.PullRequestMerge;
import dev.capstan.api.image.PullRequestSpec;
import dev.capstan.api.image.PullRequestStatus;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.forge.ForgeFailureException;
import dev.capstan.forge.PullRequests;
import dev.capstan.forge.plan.BranchState;
import dev.capstan.forge.plan.Wanted;
import dev.capstan.forge.text.ImageChange;
import dev.capstan.image.automation.message.CommitMessage;
import dev.capstan.image.automation.message.MessageData;
import dev.capstan.image.automation.proposal.Proposal;
import dev.capstan.image.automation.proposal.PullRequestReport;
import dev.capstan.image.automation.proposal.PullRequestStep;
import dev.capstan.image.automation.proposal.PullRequestTask;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Proposes what was pushed. What fails for one group fails for it alone; the first failure is told. */
public final class ProposalRun implements PullRequestStep {
    private final ForgeAccounts accounts;
    private final CommitMessage titles;
    private final ImageOrigins origins;
    private final ProposalMetrics metrics;
    private final ForgePauses pauses;
    private final Map<ObjectKey, Set<String>> toldBefore = new ConcurrentHashMap<>();

    /**
     * Proposes at these forges.
     *
     * @param titles makes titles of templates
     * @param clock by which forges are left alone that ask for it
     */
    public ProposalRun(
            ForgeAccounts accounts,
            CommitMessage titles,
            ImageOrigins origins,
            ProposalMetrics metrics,
            InstantSource clock) {
        this.accounts = accounts;
        this.titles = titles;
        this.origins = origins;
        this.metrics = metrics;
        this.pauses = new ForgePauses(clock);
    }

    @Override
    public PullRequestReport run(PullRequestTask task) {
        var pause = pauses.of(task.automation());
        if (pause.isPresent()) {
            return new PullRequestReport(task.known(), List.of(), Optional.of(new ProposalFailure.Forge(pause.get())));
        }
        return switch (accounts.open(task)) {
            case ForgeAccounts.Opened.Closed(var failure) ->
                new PullRequestReport(task.known(), List.of(), Optional.of(failure));
            case ForgeAccounts.Opened.Open(var pullRequests) -> run(task, pullRequests);
        };
    }

    @Override
    public void forget(ObjectKey automation) {
        toldBefore.remove(automation);
        pauses.forget(automation);
    }

    private PullRequestReport run(PullRequestTask task, PullRequests pullRequests) {
        var statuses = new ArrayList<PullRequestStatus>();
        var events = new ArrayList<String>();
        var waiting = new TreeSet<String>();
        Optional<Failure> failure = Optional.empty();
        for (Proposal proposal : withLost(task)) {
            var known = task.known().stream()
                    .filter(it -> it.branch().equals(proposal.branch()))
                    .findFirst();
            var problem = group(task, pullRequests, proposal, known, statuses, events, waiting);
            if (problem.isPresent()) {
                known.ifPresent(statuses::add);
                failure = failure.or(() -> problem);
            }
        }
        if (failure.isPresent()) {
            // What a group that failed waits for is not known, so it is taken to be as it was.
            waiting.addAll(toldBefore.getOrDefault(task.automation(), Set.of()));
        }
        tell(task.automation(), waiting, events);
        return new PullRequestReport(statuses, events, failure);
    }

    /** What waits for a person is said once, and again when it was not so in between. */
    private void tell(ObjectKey automation, Set<String> waiting, List<String> events) {
        var before =
                waiting.isEmpty() ? toldBefore.remove(automation) : toldBefore.put(automation, Set.copyOf(waiting));
        waiting.stream()
                .filter(text -> before == null || !before.contains(text))
                .forEach(events::add);
    }

    /** Groups that there are no more have nothing to propose; what is known of them is open, or does not matter. */
    private static List<Proposal> withLost(PullRequestTask task) {
        var all = new ArrayList<>(task.proposals());
        for (PullRequestStatus known : task.known()) {
            boolean isLost =
                    task.proposals().stream().noneMatch(it -> it.branch().equals(known.branch()));
            if (isLost && PullRequestStatus.OPEN.equals(known.state())) {
                all.add(new Proposal(
                        GroupRun.lastName(known.branch()), known.branch(), Optional.empty(), false, List.of()));
            }
        }
        return all;
    }

    private Optional<Failure> group(
            PullRequestTask task,
            PullRequests pullRequests,
            Proposal proposal,
            Optional<PullRequestStatus> known,
            List<PullRequestStatus> statuses,
            List<String> events,
            Set<String> waiting) {
        var title = title(task, proposal);
        if (title instanceof CommitMessage.Made.Failed(String why)) {
            return Optional.of(new ProposalFailure.TitleFailed(why));
        }
        var wanted = wanted(task, proposal, title instanceof CommitMessage.Made.Text(String text) ? text : "");
        var branch = new BranchState(proposal.head().orElse(""), proposal.hasCommitsOfOthers());
        var group = new GroupRun(pullRequests, wanted, branch, method(task.spec()), linking(task));
        try {
            var done = group.run(known);
            done.status().ifPresent(statuses::add);
            done.waiting().ifPresent(waiting::add);
            done.events().forEach(event -> events.add(event.text()));
            done.events().forEach(event -> metrics.count(task.automation(), event.action()));
            return Optional.empty();
        } catch (ForgeFailureException e) {
            metrics.count(task.automation(), ProposalMetrics.Action.FAILED);
            pauses.told(task.automation(), e.failure());
            return Optional.of(new ProposalFailure.Forge(e.failure()));
        }
    }

    private UnaryOperator<ImageChange> linking(PullRequestTask task) {
        return change -> change.oldTag().isEmpty()
                ? change
                : change.comparedAt(origins.compare(change.image(), change.oldTag(), change.newTag(), task.timeout()));
    }

    private CommitMessage.Made title(PullRequestTask task, Proposal proposal) {
        String template = task.spec().title();
        return template == null || template.isBlank() || proposal.changes().isEmpty()
                ? new CommitMessage.Made.Text("")
                : titles.render(template, new MessageData(task.automation(), proposal.changes(), task.values()));
    }

    private static Wanted wanted(PullRequestTask task, Proposal proposal, String title) {
        var spec = task.spec();
        return new Wanted(
                task.automation().namespace() + "/" + task.automation().name() + "/" + proposal.branch(),
                proposal.group(),
                proposal.branch(),
                task.base(),
                ProposedImages.of(proposal.changes()),
                Optional.of(title).filter(it -> !it.isBlank()),
                spec.labels(),
                spec.assignees(),
                spec.closesObsolete(),
                spec.merge() != null);
    }

    private static Optional<String> method(PullRequestSpec spec) {
        return Optional.ofNullable(spec.merge()).map(PullRequestMerge::method);
    }
}
