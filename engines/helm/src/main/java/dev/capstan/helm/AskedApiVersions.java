package dev.capstan.helm;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** API versions of a cluster that is asked when a template looks at them for the first time: most charts never do. Thread-safe. */
public final class AskedApiVersions extends AbstractList<String> implements RandomAccess {

    private final Supplier<List<String>> question;
    private @Nullable List<String> answer;

    /** @param question asked once at most; nothing when the cluster cannot say, which whoever asks must remember */
    public AskedApiVersions(Supplier<List<String>> question) {
        this.question = question;
    }

    private synchronized List<String> answer() {
        List<String> known = answer;
        if (known == null) {
            known = List.copyOf(question.get());
            answer = known;
        }
        return known;
    }

    @Override
    public String get(int index) {
        return answer().get(index);
    }

    @Override
    public int size() {
        return answer().size();
    }
}
