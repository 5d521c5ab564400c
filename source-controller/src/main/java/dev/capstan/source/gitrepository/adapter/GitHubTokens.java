package dev.capstan.source.gitrepository.adapter;

import dev.capstan.api.meta.Failure.Family;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.source.SourceResult;
import dev.capstan.source.gitrepository.GitHubApp;
import dev.capstan.source.gitrepository.GitSourceFailure;
import dev.capstan.source.gitrepository.InstallationTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks GitHub for tokens of installations. A token is kept until shortly before it expires, and is never written anywhere; for each
 * installation there is one question at a time, and whoever comes meanwhile waits for its answer. When GitHub says that it was asked
 * too often, it is not asked before the time that it names. Used by several threads.
 */
public final class GitHubTokens implements InstallationTokens {
    private static final Duration LEFT_AT_LEAST = Duration.ofMinutes(5);

    private final OutboundHttp http;
    private final Clock clock;
    private final Map<String, GitHubConversation.Token> tokens = new ConcurrentHashMap<>();
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> questions = new ConcurrentHashMap<>();

    /** Asks over the client. */
    public GitHubTokens(OutboundHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /** GitHub is not to be asked before a time, and why. */
    private record Pause(Instant end, GitSourceFailure.TokenNotIssued why) {}

    @Override
    public SourceResult<String> token(GitHubApp app, TlsMaterial tls, Optional<HttpProxy> proxy, Deadline deadline) {
        var identity = app.identity();
        while (true) {
            var known = known(identity);
            if (known.isPresent()) {
                return known.get();
            }
            var ours = new CompletableFuture<Void>();
            var theirs = questions.putIfAbsent(identity, ours);
            if (theirs == null) {
                try {
                    // Another question may have ended between the look and ours.
                    return known(identity)
                            .orElseGet(() ->
                                    ask(identity, new GitHubConversation(http, clock, app, tls, proxy, deadline)));
                } finally {
                    questions.remove(identity);
                    ours.complete(null);
                }
            }
            var givenUp = await(theirs, deadline);
            if (givenUp.isPresent()) {
                return SourceResult.failed(new GitSourceFailure.TokenNotIssued(
                        app.id(), app.api().getHost(), givenUp.get(), Family.DEPENDENCY));
            }
        }
    }

    /** What needs no question: a good token, or a pause that GitHub asked for. */
    private Optional<SourceResult<String>> known(String identity) {
        var now = clock.instant();
        var pause = pauses.get(identity);
        return Optional.ofNullable(tokens.get(identity))
                .filter(token -> isGood(token, now))
                .map(token -> SourceResult.success(token.value()))
                .or(() -> Optional.ofNullable(pause)
                        .filter(it -> it.end().isAfter(now))
                        .map(it -> SourceResult.failed(it.why())));
    }

    private SourceResult<String> ask(String identity, GitHubConversation conversation) {
        var now = clock.instant();
        tokens.values().removeIf(other -> !isGood(other, now));
        pauses.values().removeIf(other -> !other.end().isAfter(now));
        try {
            var token = conversation.issue();
            tokens.put(identity, token);
            return SourceResult.success(token.value());
        } catch (GitHubConversation.RefusedException e) {
            e.notBefore().ifPresent(end -> pauses.put(identity, new Pause(end, e.failure())));
            return SourceResult.failed(e.failure());
        }
    }

    private static boolean isGood(GitHubConversation.Token token, Instant now) {
        return now.plus(LEFT_AT_LEAST).isBefore(token.expiresAt());
    }

    /** Waits for the end of another's question; the reason when that takes too long. */
    private static Optional<String> await(CompletableFuture<Void> question, Deadline deadline) {
        try {
            question.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of("there was no answer within the timeout to those who asked before");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the attempt was ended");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question ends without a failure of its own", e);
        }
    }

    @Override
    public void forget(String identity, String token) {
        tokens.computeIfPresent(identity, (_, known) -> known.value().equals(token) ? null : known);
    }
}
