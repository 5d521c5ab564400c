package dev.capstan.gotemplate.trace;

import dev.capstan.gotemplate.failure.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An output that is complete.
 *
 * @param text all of it
 * @param pieces what it was made of, in order
 * @param inner the outputs of templates that were called on the way, by the number of the piece they were called for
 */
record WrittenText(String text, List<Piece> pieces, List<Inner> inner) {

    /** The output of a template that was called; the piece that it became part of comes then, or later. */
    record Inner(int piece, WrittenText output) {}

    WrittenText {
        pieces = List.copyOf(pieces);
        inner = List.copyOf(inner);
    }

    /** One origin per line of the text; a line behind all pieces has that of the last one. */
    List<LineOrigin> lines() {
        List<LineOrigin> origins = new ArrayList<>();
        int from = 0;
        while (from <= text.length() && !pieces.isEmpty()) {
            int newline = text.indexOf('\n', from);
            int end = newline < 0 ? text.length() : newline;
            origins.add(origin(from, end));
            from = end + 1;
        }
        return origins;
    }

    private LineOrigin origin(int from, int end) {
        int first = from;
        while (first < end && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        int main = -1;
        Set<String> reads = new LinkedHashSet<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.from() <= first && piece.to() > first) {
                main = i;
            }
            if (piece.from() < end && piece.to() > first) {
                reads.addAll(piece.reads());
            }
        }
        int chosen = main < 0 ? pieces.size() - 1 : main;
        String line = text.substring(first, end).strip();
        LineOrigin found = line.isEmpty() ? null : ofInner(chosen, line);
        return found == null ? own(pieces.get(chosen), first, reads) : found;
    }

    /** A literal text may go over many lines; the place is that of its beginning. */
    private LineOrigin own(Piece piece, int at, Set<String> reads) {
        Place place = piece.place();
        if (piece.isLiteral()) {
            int lines = (int) text.substring(piece.from(), Math.max(at, piece.from()))
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            place = lines == 0 ? place : new Place(place.file(), place.line() + lines, 0);
        }
        return new LineOrigin(piece.template(), place, reads, List.of());
    }

    /** The same line in the output of a template that was called, for this piece at best, before it at worst. */
    private @Nullable LineOrigin ofInner(int piece, String line) {
        if (pieces.get(piece).isLiteral()) {
            return null;
        }
        for (int i = inner.size() - 1; i >= 0; i--) {
            Inner called = inner.get(i);
            LineOrigin origin = called.piece() > piece ? null : called.output().find(line);
            if (origin != null) {
                List<Place> calledFrom = new ArrayList<>(origin.calledFrom());
                calledFrom.add(pieces.get(piece).place());
                return new LineOrigin(origin.template(), origin.place(), origin.reads(), calledFrom);
            }
        }
        return null;
    }

    private @Nullable LineOrigin find(String line) {
        int from = 0;
        while (from <= text.length() && !pieces.isEmpty()) {
            int newline = text.indexOf('\n', from);
            int end = newline < 0 ? text.length() : newline;
            if (text.substring(from, end).strip().equals(line)) {
                return origin(from, end);
            }
            from = end + 1;
        }
        return null;
    }
}
