package dev.capstan.access.git.adapter;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.access.git.GitHubApp;
import dev.capstan.access.git.InstallationTokens;
import dev.capstan.api.meta.Failure.Family;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.SharedQuestions;
import dev.capstan.http.TlsMaterial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * Asks GitHub for tokens of installations. A token is kept until shortly before it expires, and is never written anywhere; those who ask
 * for the same installation by the same way share questions and answers, refusals too. When GitHub says that it was asked too often, it is
 * not asked before the time that it names. Used by several threads.
 */
public final class GitHubTokens implements InstallationTokens {
    private static final Duration LEFT_AT_LEAST = Duration.ofMinutes(5);

    private final OutboundHttp http;
    private final Clock clock;
    private final Map<String, GitHubConversation.Token> tokens = new ConcurrentHashMap<>();
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private final SharedQuestions<Question, Answer> questions = new SharedQuestions<>(Answer::isOfOneAlone);

    /** Asks over the client. */
    public GitHubTokens(OutboundHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /** GitHub is not to be asked before a time, and why. */
    private record Pause(Instant end, AccessFailure.TokenNotIssued why) {}

    /** What is asked, and the way to GitHub: whose proxy is broken learns nothing for the others. */
    private record Question(String identity, TlsMaterial tls, Optional<HttpProxy> proxy) {}

    /** What came of a question, and whether it says something of the one who asked only. */
    private record Answer(AccessResult<String> result, boolean isOfOneAlone) {}

    @Override
    public AccessResult<String> token(GitHubApp app, TlsMaterial tls, Optional<HttpProxy> proxy, Deadline deadline) {
        var identity = app.identity();
        return known(identity).orElseGet(() -> ask(new Question(identity, tls, proxy), app, deadline));
    }

    private AccessResult<String> ask(Question question, GitHubApp app, Deadline deadline) {
        var conversation = new GitHubConversation(http, clock, app, question.tls(), question.proxy(), deadline);
        try {
            return questions
                    .ask(
                            question,
                            deadline,
                            () -> known(question.identity()) // a question that has ended meanwhile
                                    .map(it -> new Answer(it, false))
                                    .orElseGet(() -> ask(question.identity(), conversation)))
                    .result();
        } catch (TimeoutException e) {
            return givenUp(app, "there was no answer within the timeout to those who asked before");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return givenUp(app, "the attempt was ended");
        }
    }

    private static AccessResult<String> givenUp(GitHubApp app, String why) {
        return AccessResult.failed(
                new AccessFailure.TokenNotIssued(app.id(), app.api().getHost(), why, Family.DEPENDENCY));
    }

    /** What needs no question: a good token, or a pause that GitHub asked for. */
    private Optional<AccessResult<String>> known(String identity) {
        var now = clock.instant();
        var pause = pauses.get(identity);
        return Optional.ofNullable(tokens.get(identity))
                .filter(token -> isGood(token, now))
                .map(token -> AccessResult.success(token.value()))
                .or(() -> Optional.ofNullable(pause)
                        .filter(it -> it.end().isAfter(now))
                        .map(it -> AccessResult.failed(it.why())));
    }

    private Answer ask(String identity, GitHubConversation conversation) {
        var now = clock.instant();
        tokens.values().removeIf(other -> !isGood(other, now));
        pauses.values().removeIf(other -> !other.end().isAfter(now));
        try {
            var token = conversation.issue();
            tokens.put(identity, token);
            return new Answer(AccessResult.success(token.value()), false);
        } catch (GitHubConversation.RefusedException e) {
            e.notBefore().ifPresent(end -> pauses.put(identity, new Pause(end, e.failure())));
            return new Answer(AccessResult.failed(e.failure()), e.isOfOneAlone());
        }
    }

    private static boolean isGood(GitHubConversation.Token token, Instant now) {
        return now.plus(LEFT_AT_LEAST).isBefore(token.expiresAt());
    }

    @Override
    public void forget(String identity, String token) {
        tokens.computeIfPresent(identity, (_, known) -> known.value().equals(token) ? null : known);
    }
}
