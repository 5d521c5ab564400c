package dev.capstan.promotion.kube;

import dev.capstan.api.promotion.EnvironmentContent;
import dev.capstan.api.promotion.EnvironmentStatus;
import dev.capstan.api.promotion.GateStatus;
import dev.capstan.api.promotion.PromotionMove;
import dev.capstan.api.promotion.PromotionRequest;
import dev.capstan.api.promotion.PromotionStatus;
import dev.capstan.api.promotion.RejectedContent;
import dev.capstan.promotion.chain.EnvironmentState;
import dev.capstan.promotion.chain.Held;
import dev.capstan.promotion.chain.Rejected;
import dev.capstan.promotion.health.EnvironmentHealth;
import dev.capstan.promotion.place.Content;
import dev.capstan.promotion.run.Memory;
import dev.capstan.promotion.run.Move;
import dev.capstan.promotion.run.OpenProposal;
import dev.capstan.promotion.run.View;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From the status to what is remembered, and back. What cannot be read is forgotten: it is seen anew. */
final class StatusMapping {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private StatusMapping() {}

    /** What is remembered of environments with these names. */
    static Memory memory(PromotionStatus status, List<String> environments) {
        var proposals = new HashMap<String, OpenProposal>();
        for (EnvironmentStatus environment : status.environments()) {
            PromotionRequest request = environment.pullRequest();
            if (request != null && environments.contains(environment.name())) {
                proposals.put(
                        environment.name(),
                        new OpenProposal(
                                request.number(),
                                request.url(),
                                request.digest(),
                                request.head() == null ? "" : request.head()));
            }
        }
        return new Memory(
                environments.stream().map(name -> state(status, name)).toList(),
                Optional.ofNullable(status.handledRollback()),
                proposals);
    }

    private static EnvironmentState state(PromotionStatus status, String name) {
        return status.environments().stream()
                .filter(environment -> environment.name().equals(name))
                .findFirst()
                .map(StatusMapping::state)
                .orElseGet(() -> EnvironmentState.unseen(name));
    }

    private static EnvironmentState state(EnvironmentStatus status) {
        return new EnvironmentState(
                status.name(),
                held(status.current()),
                new EnvironmentHealth.NotHealthy("not looked at yet"),
                instant(status.healthySince()),
                status.earlier().stream().flatMap(it -> held(it).stream()).toList(),
                Optional.ofNullable(status.received()),
                status.rejected().stream()
                        .map(it -> new Rejected(it.digest(), it.reason() == null ? "" : it.reason()))
                        .toList());
    }

    private static Optional<Held> held(@Nullable EnvironmentContent content) {
        if (content == null) {
            return Optional.empty();
        }
        String commit = content.revision().substring(content.revision().lastIndexOf(':') + 1);
        return instant(content.since())
                .filter(_ -> COMMIT.matcher(commit).matches())
                .map(since -> new Held(
                        new Content(content.digest(), content.revision(), commit, content.files()),
                        since,
                        content.restored()));
    }

    private static Optional<Instant> instant(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** The environments as they are told. */
    static List<EnvironmentStatus> environments(Memory memory, List<View> views, Instant now) {
        var environments = new ArrayList<EnvironmentStatus>();
        for (int i = 0; i < memory.states().size(); i++) {
            Instant since = i == 0
                    ? now
                    : memory.states().get(i - 1).current().map(Held::since).orElse(now);
            environments.add(environment(memory.states().get(i), views.get(i), memory.proposals(), since));
        }
        return environments;
    }

    private static EnvironmentStatus environment(
            EnvironmentState state, View view, Map<String, OpenProposal> proposals, Instant candidateSince) {
        return new EnvironmentStatus(
                state.name(),
                view.state().text(),
                view.message(),
                state.current().map(StatusMapping::content).orElse(null),
                state.health().words(),
                state.healthySince().map(Instant::toString).orElse(null),
                view.candidate()
                        .map(candidate -> content(new Held(candidate, candidateSince, false)))
                        .orElse(null),
                view.gates().stream()
                        .map(gate -> new GateStatus(gate.type(), gate.isOpen(), gate.message()))
                        .toList(),
                Optional.ofNullable(proposals.get(state.name()))
                        .map(it -> new PromotionRequest(it.number(), it.url(), it.digest(), it.head()))
                        .orElse(null),
                state.earlier().stream().map(StatusMapping::content).toList(),
                state.received().orElse(null),
                state.rejected().stream()
                        .map(it -> new RejectedContent(it.digest(), it.reason()))
                        .toList());
    }

    private static EnvironmentContent content(Held held) {
        return new EnvironmentContent(
                held.content().revision(),
                held.content().digest(),
                held.since().toString(),
                held.content().files(),
                held.isRestored());
    }

    /** A move as it is told. */
    static PromotionMove move(Move move) {
        return new PromotionMove(
                move.kind() == Move.Kind.PROMOTED ? "promoted" : "rolledBack",
                move.environment(),
                move.from(),
                move.content().revision(),
                move.content().digest(),
                move.revision(),
                move.files(),
                move.pullRequest().orElse(null),
                move.by().orElse(null),
                move.why(),
                move.at().toString());
    }

    /** The history with moves before the others; the newest first. */
    static List<PromotionMove> history(List<Move> made, List<PromotionMove> older) {
        var moves = new ArrayList<PromotionMove>();
        made.reversed().forEach(move -> moves.add(move(move)));
        moves.addAll(older);
        return moves.subList(0, Math.min(moves.size(), PromotionStatus.LONGEST_HISTORY));
    }
}
