package dev.capstan.application.source;

import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.argo.source.ApplicationSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What revisions of sources meant when somebody asked last; whoever asks and hears something else, tells it. Safe for several threads. */
public final class KnownRevisions {
    private static final int MOST = 20_000;

    private final RemoteListener listener;

    private record Question(String project, String repoUrl, String chart, String targetRevision) {}

    private final Map<Question, String> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, String> eldest) {
            return size() > MOST;
        }
    };

    /** @param listener told when a remote gives another answer than the last one: others have taken that one, and do not ask */
    public KnownRevisions(RemoteListener listener) {
        this.listener = listener;
    }

    /** The last answer, if that is enough; else the remote is asked. A remote that gives none leaves the last one. */
    public Answer<String> of(
            ApplicationSource source, String project, Freshness freshness, Supplier<Answer<String>> remote) {
        var question = new Question(project, source.repoUrl(), source.chart(), source.targetRevision());
        Optional<String> known = freshness == Freshness.KNOWN ? last(question) : Optional.empty();
        if (known.isPresent()) {
            return new Answer.Known<>(known.get());
        }
        return remote.get().map(revision -> {
            if (isOther(remembered(question, revision), revision)) {
                listener.moved(source.repoUrl());
            }
            return revision;
        });
    }

    private static boolean isOther(Optional<String> before, String now) {
        return before.filter(revision -> !revision.equals(now)).isPresent();
    }

    private synchronized Optional<String> last(Question question) {
        return Optional.ofNullable(answers.get(question));
    }

    private synchronized Optional<String> remembered(Question question, String revision) {
        return Optional.ofNullable(answers.put(question, revision));
    }
}
