package dev.capstan.oci.registry;

import dev.capstan.http.Deadline;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.RepositoryName;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Questions that several ask at the same time are asked once, and all of them get the answer. Nothing is kept: whoever comes after the
 * answer asks anew.
 */
final class SharedQuestions {
    private final Map<String, CompletableFuture<OciResult<?>>> asked = new ConcurrentHashMap<>();

    /**
     * The answer to a question.
     *
     * @param key equal for those who ask the same with the same rights, and always for the same type of answer
     * @param deadline of this one who asks; an answer that others did not get within theirs is asked for anew
     */
    <T> OciResult<T> ask(String key, RepositoryName repository, Deadline deadline, Supplier<OciResult<T>> question) {
        var mine = new CompletableFuture<OciResult<?>>();
        var others = asked.putIfAbsent(key, mine);
        if (others != null) {
            return await(others, repository, deadline, question);
        }
        try {
            var answer = question.get();
            mine.complete(answer);
            return answer;
        } finally {
            asked.remove(key, mine);
            mine.cancel(false); // does nothing after an answer; without one, those who wait ask for themselves
        }
    }

    @SuppressWarnings("unchecked") // a key stands for one type of answer
    private static <T> OciResult<T> await(
            CompletableFuture<OciResult<?>> others,
            RepositoryName repository,
            Deadline deadline,
            Supplier<OciResult<T>> question) {
        try {
            var answer = others.handle((result, _) -> result)
                    .get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            return answer == null || isOnlyTheirs(answer) ? question.get() : (OciResult<T>) answer;
        } catch (TimeoutException e) {
            return OciResult.failed(new OciFailure.TimedOut(repository, deadline.allowed()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OciResult.failed(new OciFailure.Unreachable(repository, "the attempt was ended"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("what was thrown has become an answer", e);
        }
    }

    private static boolean isOnlyTheirs(OciResult<?> answer) {
        return answer.problem().filter(OciFailure.TimedOut.class::isInstance).isPresent();
    }
}
