package dev.capstan.gotemplate.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds out for every line of the output which line of which template wrote it, and what was read for it. A line that a
 * called template wrote is looked for in that one's output, however it was indented afterwards.
 *
 * <p>Listens to the executions of one run; {@link #last} is about the one that was completed last.
 */
public final class LineOrigins implements OutputListener {

    private final Deque<Open> open = new ArrayDeque<>();
    private List<LineOrigin> last = List.of();

    /** An output that is being written. */
    private static final class Open {
        private final List<Piece> pieces = new ArrayList<>();
        private final List<WrittenText.Inner> inner = new ArrayList<>();
    }

    /** The origin of each line of the output that was completed last, none if nothing was written. */
    public List<LineOrigin> last() {
        return last;
    }

    @Override
    public void begin(String template) {
        open.push(new Open());
    }

    @Override
    public void wrote(Piece piece) {
        open.element().pieces.add(piece);
    }

    @Override
    public void end(String template, String text) {
        Open output = open.pop();
        WrittenText written = new WrittenText(text, output.pieces, output.inner);
        Optional<Open> caller = Optional.ofNullable(open.peek());
        caller.ifPresent(outer -> outer.inner.add(new WrittenText.Inner(outer.pieces.size(), written)));
        if (caller.isEmpty()) {
            last = written.lines();
        }
    }
}
