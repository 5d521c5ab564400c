package dev.capstan.charts.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.index.IndexTokens.Token;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.YamlNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the index of a chart repository, in YAML or JSON, as a stream: what it needs of memory is one entry, however many there
 * are. An entry that is not a version of a chart is skipped, the others count. Stateless.
 */
public final class IndexReader {
    private static final int LOOK_AHEAD = 4096;

    private IndexReader() {}

    /**
     * Checks an index and writes it as JSON.
     *
     * @param index is not closed
     * @param json gets the index; holds nothing usable when this fails. Is not closed.
     * @throws ChartException when it is not an index
     * @throws IOException when one of the streams fails
     */
    public static IndexSummary copyAsJson(InputStream index, OutputStream json) throws ChartException, IOException {
        var copy = new Copy(tokens(index), json);
        return copy.run();
    }

    /**
     * Finds a version of a chart.
     *
     * @param index is not closed
     * @throws ChartException when there is no such chart or version, or this is not an index
     * @throws IOException when the stream fails
     */
    public static IndexEntry find(InputStream index, String chart, VersionRequest request)
            throws ChartException, IOException {
        return inVersions(
                index,
                chart,
                tokens -> best(tokens, request)
                        .orElseThrow(
                                () -> new ChartException(new ChartFailure.VersionMissing(chart, request.toString()))));
    }

    /**
     * The versions of a chart, as they are written, in the order of the index.
     *
     * @param index is not closed
     * @throws ChartException when there is no such chart, or this is not an index
     * @throws IOException when the stream fails
     */
    public static List<String> versions(InputStream index, String chart) throws ChartException, IOException {
        return inVersions(index, chart, tokens -> {
            var versions = new ArrayList<String>();
            for (Token item = tokens.next(); item != Token.END_LIST && item != Token.END; item = tokens.next()) {
                IndexNodes.entry(IndexNodes.read(tokens, item))
                        .map(IndexEntry::version)
                        .ifPresent(versions::add);
            }
            return versions;
        });
    }

    /** Reads the list of a chart's versions, whose beginning was just read. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(IndexTokens tokens) throws ChartException, IOException;
    }

    private static <T> T inVersions(InputStream index, String chart, Reading<T> reading)
            throws ChartException, IOException {
        var tokens = tokens(index);
        if (tokens.next() != Token.MAP) {
            throw notAnIndex();
        }
        for (Token key = tokens.next(); key == Token.SCALAR; key = tokens.next()) {
            boolean isEntries = tokens.scalar().text().equals("entries");
            Token value = tokens.next();
            if (isEntries && value == Token.MAP) {
                return inEntries(tokens, chart, reading);
            }
            tokens.skip(value);
        }
        throw new ChartException(new ChartFailure.ChartMissing(chart));
    }

    private static <T> T inEntries(IndexTokens tokens, String chart, Reading<T> reading)
            throws ChartException, IOException {
        for (Token key = tokens.next(); key == Token.SCALAR; key = tokens.next()) {
            boolean isChart = tokens.scalar().text().equals(chart);
            Token value = tokens.next();
            if (isChart && value == Token.LIST) {
                return reading.read(tokens);
            }
            tokens.skip(value);
        }
        throw new ChartException(new ChartFailure.ChartMissing(chart));
    }

    private static Optional<IndexEntry> best(IndexTokens tokens, VersionRequest request)
            throws ChartException, IOException {
        @Nullable IndexEntry best = null;
        for (Token item = tokens.next(); item != Token.END_LIST && item != Token.END; item = tokens.next()) {
            var entry = IndexNodes.entry(IndexNodes.read(tokens, item));
            if (entry.isPresent()
                    && request.accepts(entry.get().version())
                    && (best == null || request.prefers(entry.get(), best))) {
                best = entry.get();
            }
        }
        return Optional.ofNullable(best);
    }

    /** JSON when the first character says so: every JSON text is YAML, but one parser reads it much faster. */
    private static IndexTokens tokens(InputStream index) throws ChartException, IOException {
        var in = new BufferedInputStream(index, 64 * 1024);
        in.mark(LOOK_AHEAD);
        int first = in.read();
        for (int i = 1; i < LOOK_AHEAD && (first == ' ' || first == '\n' || first == '\r' || first == '\t'); i++) {
            first = in.read();
        }
        in.reset();
        return first == '{' ? new JsonIndexTokens(in) : new YamlIndexTokens(in);
    }

    private static ChartException notAnIndex() {
        return new ChartException(
                new ChartFailure.IndexInvalid("it is not a map with the keys 'apiVersion' and 'entries'"));
    }

    /** One copy of an index. */
    private static final class Copy {
        private final IndexTokens tokens;
        private final OutputStream json;
        private int charts;
        private int versions;
        private int skipped;

        Copy(IndexTokens tokens, OutputStream json) {
            this.tokens = tokens;
            this.json = json;
        }

        IndexSummary run() throws ChartException, IOException {
            if (tokens.next() != Token.MAP) {
                throw notAnIndex();
            }
            var seen = new HashSet<String>();
            write("{");
            for (Token token = tokens.next(); token == Token.SCALAR; token = tokens.next()) {
                String key = tokens.scalar().text();
                if (!seen.add(key)) {
                    throw twice(key);
                }
                write((seen.size() == 1 ? "" : ",") + Json.quoted(key) + ":");
                Token value = tokens.next();
                if (key.equals("entries") && value == Token.MAP) {
                    entries();
                } else {
                    write(IndexNodes.texts(IndexNodes.read(tokens, value)));
                }
            }
            write("}");
            if (!seen.contains("apiVersion")) {
                throw notAnIndex();
            }
            return new IndexSummary(charts, versions, skipped);
        }

        private void entries() throws ChartException, IOException {
            var seen = new HashSet<String>();
            write("{");
            for (Token token = tokens.next(); token == Token.SCALAR; token = tokens.next()) {
                String chart = tokens.scalar().text();
                if (!seen.add(chart)) {
                    throw twice(chart);
                }
                write((seen.size() == 1 ? "" : ",") + Json.quoted(chart) + ":[");
                Token value = tokens.next();
                if (value == Token.LIST) {
                    versions();
                } else {
                    tokens.skip(value);
                    skipped++;
                }
                write("]");
            }
            charts = seen.size();
            write("}");
        }

        private void versions() throws ChartException, IOException {
            boolean isFirst = true;
            for (Token item = tokens.next(); item != Token.END_LIST && item != Token.END; item = tokens.next()) {
                YamlNode node = IndexNodes.read(tokens, item);
                if (IndexNodes.entry(node).isEmpty()) {
                    skipped++;
                    continue;
                }
                write(isFirst ? "" : ",");
                write(IndexNodes.texts(node));
                isFirst = false;
                versions++;
            }
        }

        private void write(YamlNode node) throws IOException {
            json.write(Json.write(node, Dialect.KUSTOMIZE));
        }

        private void write(String text) throws IOException {
            json.write(text.getBytes(UTF_8));
        }

        private static ChartException twice(String key) {
            return new ChartException(
                    new ChartFailure.IndexInvalid("a key is given twice in one map: " + printed(key)));
        }

        private static String printed(String key) {
            return Json.quoted(key.length() <= 120 ? key : key.substring(0, 120));
        }
    }
}
