package dev.capstan.application.source;

import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.argo.source.ApplicationSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What revisions of sources meant when somebody asked last. Safe for several threads. */
public final class KnownRevisions {
    private static final int MOST = 20_000;

    private record Question(String project, String repoUrl, String chart, String targetRevision) {}

    private final Map<Question, String> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, String> eldest) {
            return size() > MOST;
        }
    };

    /** The last answer, if that is enough; else the remote is asked. A remote that gives none leaves the last one. */
    public Answer<String> of(
            ApplicationSource source, String project, Freshness freshness, Supplier<Answer<String>> remote) {
        var question = new Question(project, source.repoUrl(), source.chart(), source.targetRevision());
        Optional<String> known = freshness == Freshness.KNOWN ? last(question) : Optional.empty();
        if (known.isPresent()) {
            return new Answer.Known<>(known.get());
        }
        return remote.get().map(revision -> remembered(question, revision));
    }

    private synchronized Optional<String> last(Question question) {
        return Optional.ofNullable(answers.get(question));
    }

    private synchronized String remembered(Question question, String revision) {
        answers.put(question, revision);
        return revision;
    }
}
