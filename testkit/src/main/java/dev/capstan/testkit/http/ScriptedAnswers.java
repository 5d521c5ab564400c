package dev.capstan.testkit.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** Answers of a {@link ScriptedServer} by method and target, such as {@code GET /a?b=c}, and 404 to all else. */
public final class ScriptedAnswers implements Function<RecordedRequest, MockResponse> {
    private final Map<String, Deque<MockResponse>> answers = new HashMap<>();

    /** A further answer to a method and target: they come in their order, and the last one stays. */
    public synchronized void on(String line, MockResponse answer) {
        answers.computeIfAbsent(line, _ -> new ArrayDeque<>()).add(answer);
    }

    /** From now on the only answer to a method and target. */
    public synchronized void only(String line, MockResponse answer) {
        answers.put(line, new ArrayDeque<>(List.of(answer)));
    }

    @Override
    public synchronized MockResponse apply(RecordedRequest request) {
        Deque<MockResponse> known = answers.get(request.getMethod() + " " + request.getTarget());
        if (known == null) {
            return ScriptedServer.answer(404, "{\"message\":\"Not Found\"}");
        }
        return known.size() == 1 ? known.getFirst() : known.removeFirst();
    }
}
