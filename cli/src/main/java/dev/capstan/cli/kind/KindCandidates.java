package dev.capstan.cli.kind;

import java.util.Iterator;

/** What completions offer for a kind. Loads the kinds when they are asked for, not when a command is made. */
public final class KindCandidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return KindWords.words().iterator();
    }
}
