package dev.capstan.charts.index;

import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.yaml.YamlScalar;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * An index in YAML, event by event: memory does not grow with it. Aliases are refused, so a small text cannot stand for a large one,
 * and so is a single value of several megabytes.
 */
final class YamlIndexTokens implements IndexTokens {
    private static final int LONGEST_VALUE = 4 << 20;

    /** The parser moves all that it holds of a value each time it reads on, so it should seldom do that. */
    private static final int BUFFER = 64 * 1024;

    private final Guard input;
    private final Iterator<Event> events;
    private YamlScalar scalar = YamlScalar.ofNull();

    YamlIndexTokens(InputStream index) throws ChartException, IOException {
        this.input = new Guard(index);
        var settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setUseMarks(false)
                .setBufferSize(BUFFER)
                .build();
        try {
            this.events = new Parse(settings).parseInputStream(input).iterator();
        } catch (YamlEngineException e) {
            throw translated(e);
        }
    }

    @Override
    public Token next() throws ChartException, IOException {
        try {
            while (events.hasNext()) {
                Event event = events.next();
                input.progressed();
                switch (event.getEventId()) {
                    case MappingStart:
                        return Token.MAP;
                    case MappingEnd:
                        return Token.END_MAP;
                    case SequenceStart:
                        return Token.LIST;
                    case SequenceEnd:
                        return Token.END_LIST;
                    case Scalar:
                        scalar = scalarOf((ScalarEvent) event);
                        return Token.SCALAR;
                    case Alias:
                        throw invalid("it holds YAML aliases, which no tool writes into an index");
                    case DocumentEnd:
                        return Token.END;
                    case StreamStart, StreamEnd, DocumentStart, Comment:
                        continue;
                }
            }
            return Token.END;
        } catch (YamlEngineException e) {
            throw translated(e);
        }
    }

    @Override
    public YamlScalar scalar() {
        return scalar;
    }

    private static YamlScalar scalarOf(ScalarEvent event) {
        return event.isPlain() && event.getTag().isEmpty()
                ? YamlScalar.plain(event.getValue())
                : YamlScalar.ofString(event.getValue());
    }

    private static ChartException translated(YamlEngineException e) throws IOException {
        if (e.getCause() instanceof IOException broken) {
            if (broken instanceof ValueTooLongException) {
                return new ChartException(new ChartFailure.LimitExceeded(
                        "one value in an index may have %d bytes".formatted(LONGEST_VALUE)));
            }
            throw broken;
        }
        var problem = e instanceof MarkedYamlEngineException marked ? marked.getProblem() : "";
        return invalid("it is neither YAML nor JSON" + (problem.isEmpty() ? "" : ": " + problem));
    }

    private static ChartException invalid(String why) {
        return new ChartException(new ChartFailure.IndexInvalid(why));
    }

    private static final class ValueTooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Ends the reading when much of the text goes by without anything coming of it. */
    private static final class Guard extends FilterInputStream {
        private long sinceLastEvent;

        Guard(InputStream in) {
            super(in);
        }

        void progressed() {
            sinceLastEvent = 0;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int more) throws IOException {
            sinceLastEvent += more;
            if (sinceLastEvent > LONGEST_VALUE) {
                throw new ValueTooLongException();
            }
        }
    }
}
