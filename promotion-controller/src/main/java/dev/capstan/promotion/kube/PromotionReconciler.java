package dev.capstan.promotion.kube;

import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.api.promotion.EnvironmentStatus;
import dev.capstan.api.promotion.Promotion;
import dev.capstan.api.promotion.PromotionEnvironment;
import dev.capstan.api.promotion.PromotionStatus;
import dev.capstan.api.promotion.PromotionWatch;
import dev.capstan.promotion.note.Notes;
import dev.capstan.promotion.run.Environment;
import dev.capstan.promotion.run.Memory;
import dev.capstan.promotion.run.Outcome;
import dev.capstan.promotion.run.PassInput;
import dev.capstan.promotion.run.PromotionPass;
import dev.capstan.promotion.run.View;
import dev.capstan.runtime.reconcile.ObjectReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import dev.capstan.runtime.status.ReadyState;
import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brings what is proven from environment to environment. */
@Vetoed // made by PromotionController
final class PromotionReconciler implements ObjectReconciler<Promotion, PromotionStatus> {
    /** Index of the Promotions that look at an object, by {@link WatchedKinds#name}. */
    static final String BY_OBJECT = "object";

    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final ReconcilerContext<Promotion, PromotionStatus> context;
    private final Surroundings around;
    private final Announcements announcements;

    PromotionReconciler(ReconcilerContext<Promotion, PromotionStatus> context, Surroundings around) {
        this.context = context;
        this.around = around;
        this.announcements = new Announcements(context, around);
    }

    @Override
    public boolean isSuspended(Promotion promotion) {
        return promotion.getSpec().suspend();
    }

    @Override
    public Map<String, Function<Promotion, List<String>>> indexers() {
        return Map.of(BY_OBJECT, PromotionReconciler::looksAt);
    }

    private static List<String> looksAt(Promotion promotion) {
        if (promotion.undecodable().isPresent()) {
            return List.of();
        }
        String namespace = promotion.key().namespace();
        Set<String> names = new HashSet<>();
        names.add(WatchedKinds.name(
                "GitRepository",
                new ObjectKey(namespace, promotion.getSpec().sourceRef().name())));
        promotion.getSpec().environments().stream()
                .flatMap(environment -> environment.watch().stream())
                .forEach(watch -> names.add(WatchedKinds.name(watch.kind(), WatchedKinds.keyOf(watch, namespace))));
        return List.copyOf(names);
    }

    /** What people write into annotations counts at once, and changes no generation. */
    @Override
    public void onChange(Promotion changed, Promotion before) {
        if (!notesOf(changed).equals(notesOf(before))) {
            context.wake(changed.key());
        }
    }

    private static Map<String, String> notesOf(Promotion promotion) {
        return promotion.annotations().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(Promotion.GROUP + "/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public ReconcileResult<PromotionStatus> reconcile(Promotion promotion, Reconciliation reconciliation) {
        Instant now = reconciliation.startedAt();
        return switch (Opening.of(promotion, around)) {
            case Opening.Missing missing -> missing(promotion, missing, now);
            case Opening.Ready ready -> passed(promotion, ready, now);
        };
    }

    private static ReconcileResult<PromotionStatus> missing(Promotion promotion, Opening.Missing missing, Instant now) {
        return missing.isFinal()
                ? new ReconcileResult<>(
                        new ReadyState.Stalled(missing.reason(), missing.why()).on(promotion, now),
                        new Requeue.OnChange())
                : new ReconcileResult<>(
                        new ReadyState.Retrying(missing.reason(), missing.why()).on(promotion, now),
                        new Requeue.BackoffUpTo(interval(promotion)));
    }

    private static Duration interval(Promotion promotion) {
        return GoDuration.positive(promotion.getSpec().interval(), INTERVAL);
    }

    private ReconcileResult<PromotionStatus> passed(Promotion promotion, Opening.Ready ready, Instant now) {
        PromotionStatus status = status(promotion);
        PassInput input = input(promotion, ready, status, now);
        var pass = new PromotionPass(
                input,
                ready.spec().layout(),
                ready.repository(),
                ready.proposals(),
                memory -> context.writeStatus(promotion, stored -> intended(stored, memory, now)));
        return switch (pass.run()) {
            case Outcome.Unseen(var why, var isRefusal) -> {
                if (isRefusal) {
                    around.access().refused(ready.remote());
                }
                Reason reason = isRefusal ? Reason.AUTHENTICATION_FAILED : Reason.GIT_OPERATION_FAILED;
                yield new ReconcileResult<>(
                        new ReadyState.Retrying(reason, why).on(promotion, now),
                        new Requeue.BackoffUpTo(interval(promotion)));
            }
            case Outcome.Done done -> done(promotion, status, done, now);
        };
    }

    private static PromotionStatus status(Promotion promotion) {
        return promotion.getStatus() == null ? PromotionStatus.INITIAL : promotion.getStatus();
    }

    private PassInput input(Promotion promotion, Opening.Ready ready, PromotionStatus status, Instant now) {
        List<PromotionEnvironment> environments = promotion.getSpec().environments();
        List<String> names =
                environments.stream().map(PromotionEnvironment::name).toList();
        String namespace = promotion.key().namespace();
        return new PassInput(
                promotion.key().toString(),
                ready.spec().environments(),
                StatusMapping.memory(status, names),
                environments.stream()
                        .map(environment -> environment.watch().stream()
                                .map(watch -> around.watched().look(watch, namespace))
                                .toList())
                        .toList(),
                fields(environments, ready.spec().environments(), namespace),
                Notes.read(
                        promotion.annotations(),
                        Set.copyOf(names),
                        names.getFirst(),
                        AnnotationAuthors.of(promotion)::of),
                now);
    }

    /** Of each environment the objects as an expression of the next one sees them; none where there is no expression. */
    private List<List<Map<String, Object>>> fields(
            List<PromotionEnvironment> declared, List<Environment> read, String namespace) {
        var fields = new ArrayList<List<Map<String, Object>>>();
        for (int i = 0; i < declared.size(); i++) {
            boolean isSeen = i + 1 < read.size() && read.get(i + 1).expression().isPresent();
            Stream<PromotionWatch> seen = isSeen ? declared.get(i).watch().stream() : Stream.empty();
            fields.add(seen.flatMap(watch -> around.watched().fields(watch, namespace))
                    .toList());
        }
        return fields;
    }

    /** What is about to be done, beside what is told of environments. */
    private static PromotionStatus intended(PromotionStatus stored, Memory memory, Instant now) {
        List<View> views = memory.states().stream()
                .map(state -> stored.environments().stream()
                        .filter(it -> it.name().equals(state.name()))
                        .findFirst()
                        .map(it -> new View(
                                View.Word.WAITING,
                                it.message() == null ? "" : it.message(),
                                Optional.empty(),
                                List.of()))
                        .orElseGet(() -> new View(View.Word.WAITING, "", Optional.empty(), List.of())))
                .toList();
        return stored.withEnvironments(StatusMapping.environments(memory, views, now));
    }

    private ReconcileResult<PromotionStatus> done(
            Promotion promotion, PromotionStatus before, Outcome.Done done, Instant now) {
        done.moves().forEach(move -> announcements.moved(promotion, move));
        announcements.passed(promotion, before, done);
        List<EnvironmentStatus> environments = StatusMapping.environments(done.memory(), done.views(), now);
        ReadyState state = readyState(done);
        return new ReconcileResult<>(
                stored -> {
                    PromotionStatus told = stored.withEnvironments(environments)
                            .withHandledRollback(done.memory().handledRollback().orElse(null));
                    PromotionStatus with = told.withHistory(StatusMapping.history(done.moves(), before.history()));
                    return state.on(with, promotion.getMetadata().getGeneration(), now);
                },
                requeue(promotion, done, now));
    }

    private static Requeue requeue(Promotion promotion, Outcome.Done done, Instant now) {
        Duration interval = interval(promotion);
        Duration until = done.wakeAt()
                .map(at -> Duration.between(now, at))
                .filter(wait -> wait.compareTo(interval) < 0)
                .orElse(interval);
        return done.problem().isPresent() && done.moves().isEmpty()
                ? new Requeue.BackoffUpTo(interval)
                : new Requeue.After(until.compareTo(SHORTEST) < 0 ? SHORTEST : until);
    }

    static ReadyState readyState(Outcome.Done done) {
        var sentences = new ArrayList<>(done.warnings());
        if (done.problem().isPresent()) {
            sentences.addFirst(done.problem().get());
            return new ReadyState.Retrying(Reason.PROMOTION_FAILED, String.join("; ", sentences));
        }
        List<View.Word> words = done.views().stream().map(View::state).toList();
        Reason reason = words.contains(View.Word.HELD)
                ? Reason.PROMOTION_HELD
                : words.contains(View.Word.PULL_REQUEST)
                        ? Reason.PROMOTION_PROPOSED
                        : words.contains(View.Word.WAITING) || words.contains(View.Word.PERSON)
                                ? Reason.PROMOTION_WAITING
                                : Reason.SUCCEEDED;
        for (int i = 0; i < done.views().size(); i++) {
            sentences.add(done.memory().states().get(i).name() + ": "
                    + done.views().get(i).message());
        }
        return new ReadyState.Ready(reason, String.join("; ", sentences));
    }
}
