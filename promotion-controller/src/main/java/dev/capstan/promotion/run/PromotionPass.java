package dev.capstan.promotion.run;

import dev.capstan.promotion.chain.Decision;
import dev.capstan.promotion.chain.EnvironmentState;
import dev.capstan.promotion.chain.Step;
import dev.capstan.promotion.health.EnvironmentHealth;
import dev.capstan.promotion.health.HealthRules;
import dev.capstan.promotion.health.WatchedObject;
import dev.capstan.promotion.place.Content;
import dev.capstan.promotion.place.Layout;
import dev.capstan.promotion.place.Looked;
import dev.capstan.promotion.place.PlaceLook;
import dev.capstan.promotion.place.PromotionRepository;
import dev.capstan.promotion.place.StepLook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One pass: looks at all environments, decides about every step, and brings at most one thing on, the one that has come farthest. What
 * was brought on is proven in its environment before it goes further, since the next pass asks for that anew.
 */
public final class PromotionPass {
    /** Until the next pass, when something was brought on or changed while we looked. */
    private static final Duration SOON = Duration.ofMillis(200);

    private final PassInput input;
    private final PromotionRepository repository;
    private final Progress progress;
    private final RollbackStep rollback;
    private final Arrival arrival;
    private final Optional<ProposalStep> proposals;

    /**
     * For one pass.
     *
     * @param forge empty where no pull requests are set up
     * @param intent writes down what is about to be done, where doing it twice would do harm
     */
    public PromotionPass(
            PassInput input,
            Layout layout,
            PromotionRepository repository,
            Optional<Proposals> forge,
            Consumer<Memory> intent) {
        var texts = new Texts(input.name());
        this.input = input;
        this.repository = repository;
        this.progress = new Progress(input.memory(), layout, input.now());
        this.rollback = new RollbackStep(input, layout, repository, intent, texts, progress);
        this.arrival = new Arrival(input, repository, texts, progress);
        this.proposals = forge.map(it -> new ProposalStep(input, repository, it, texts, progress, arrival));
    }

    /** Does it. */
    public Outcome run() {
        return switch (repository.look(shown())) {
            case Looked.Failed(var why, var isRefusal) -> new Outcome.Unseen(why, isRefusal);
            case Looked.Seen seen -> seen(seen);
        };
    }

    /** For each environment the commits that its objects show, and the one at which it was seen to have what it has. */
    private List<Set<String>> shown() {
        var shown = new ArrayList<Set<String>>();
        for (int i = 0; i < input.environments().size(); i++) {
            var commits = new HashSet<String>();
            input.watched().get(i).stream()
                    .flatMap(object -> object.seen().flatMap(WatchedObject.Seen::commit).stream())
                    .forEach(commits::add);
            progress.state(i).current().map(held -> held.content().commit()).ifPresent(commits::add);
            shown.add(commits);
        }
        return shown;
    }

    private Outcome seen(Looked.Seen seen) {
        input.notes().mistakes().forEach(progress::warn);
        for (int i = 0; i < input.environments().size(); i++) {
            progress.remember(i, judged(seen, i));
        }
        rollback.run();
        var decisions = new ArrayList<Decision>();
        for (int i = 1; i < input.environments().size(); i++) {
            decisions.add(decided(i, seen.steps().get(i - 1)));
        }
        var views = new ArrayList<View>();
        for (int i = decisions.size(); i >= 1; i--) {
            views.addFirst(acted(i, decisions.get(i - 1), seen.steps().get(i - 1)));
        }
        views.addFirst(new View(View.Word.SOURCE, firstWords(seen), Optional.empty(), List.of()));
        Optional<Instant> wake = progress.isUnsettled()
                ? Optional.of(input.now().plus(SOON))
                : decisions.stream().flatMap(it -> it.wakeAt().stream()).min(Instant::compareTo);
        return new Outcome.Done(
                progress.memory(), views, progress.moves(), progress.problem(), progress.warnings(), wake);
    }

    private EnvironmentState judged(Looked.Seen seen, int index) {
        EnvironmentState before = progress.state(index);
        PlaceLook look = seen.places().get(index);
        Optional<Content> content =
                look instanceof PlaceLook.Present(var present) ? Optional.of(present) : Optional.empty();
        EnvironmentHealth health = switch (look) {
            case PlaceLook.Present(var present) ->
                HealthRules.judge(
                        input.watched().get(index),
                        Optional.of(present),
                        seen.digests().get(index));
            case PlaceLook.Empty(var why) -> new EnvironmentHealth.NotHealthy(why);
            case PlaceLook.Unusable(var why) -> new EnvironmentHealth.NotHealthy(why);
        };
        return before.found(seen.digests().get(index), content)
                .having(content, input.now())
                .being(health, input.now());
    }

    private static String firstWords(Looked.Seen seen) {
        return switch (seen.places().getFirst()) {
            case PlaceLook.Present(var content) -> "has " + content.shortRevision();
            case PlaceLook.Empty(var why) -> why;
            case PlaceLook.Unusable(var why) -> why;
        };
    }

    private Decision decided(int index, StepLook look) {
        EnvironmentState from = progress.state(index - 1);
        if (look instanceof StepLook.Has && from.current().isPresent()) {
            Content candidate = from.current().get().content();
            progress.remember(index, progress.state(index).receiving(candidate));
        }
        return new Step(
                        from,
                        progress.state(index),
                        look,
                        input.notes(),
                        candidate -> new GateBench(input, index, from).at(candidate))
                .decide();
    }

    private View acted(int index, Decision decision, StepLook look) {
        Environment to = input.environments().get(index);
        String from = input.environments().get(index - 1).name();
        if (to.by() == Environment.By.PULL_REQUEST) {
            Optional<View> proposed = proposals.flatMap(it -> it.view(index, decision));
            if (proposed.isPresent()) {
                return proposed.get();
            }
            if (decision instanceof Decision.Go go) { // never directly
                return new View(
                        View.Word.WAITING, "its pull request is looked at again", decision.pending(), go.gates());
            }
        }
        return switch (decision) {
            case Decision.UpToDate _ ->
                new View(View.Word.UP_TO_DATE, "has what " + from + " has", Optional.empty(), List.of());
            case Decision.Nothing(var why) -> new View(View.Word.NOTHING, why, Optional.empty(), List.of());
            case Decision.Hold(var candidate, var why) ->
                new View(View.Word.HELD, why, Optional.of(candidate), List.of());
            case Decision.Wait(var candidate, var gates) ->
                new View(
                        View.Word.WAITING,
                        candidate.shortRevision() + " waits for "
                                + gates.stream()
                                        .filter(gate -> !gate.isOpen())
                                        .map(gate -> gate.type())
                                        .collect(Collectors.joining(", ")),
                        Optional.of(candidate),
                        gates);
            case Decision.Go go -> arrival.go(index, go, look);
        };
    }
}
