package dev.capstan.charts;

import dev.capstan.digest.Digest;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the author of a packed chart says of it in a provenance file: two YAML documents, {@code Chart.yaml} and the digests of files.
 * Whether the author said it is a question of the signature around it.
 *
 * @param chart the metadata of the chart
 * @param files digests by the names of files, for example {@code sha256:<hex>}
 */
public record ChartProvenance(ChartMetadata chart, Map<String, String> files) {
    /** What is added to the name of an archive to make the name of its provenance file. */
    public static final String SUFFIX = ".prov";

    /** Bytes that a provenance file may have, its signature included. */
    public static final int LONGEST = 1 << 20;

    private static final String FILE = "the provenance file";

    /** As Helm parts them, at which other readers of YAML want a further line. */
    private static final String END_OF_DOCUMENT = "\n\\.\\.\\.\n";

    /** Copies the digests. */
    public ChartProvenance {
        files = Map.copyOf(files);
    }

    /**
     * Reads the text that was signed.
     *
     * @throws ChartException when it is anything else
     */
    public static ChartProvenance parse(String text) throws ChartException {
        var documents = text.split(END_OF_DOCUMENT, -1);
        if (documents.length != 2
                || !(root(documents[0]) instanceof YamlMap chart)
                || !(root(documents[1]) instanceof YamlMap sums)
                || !(sums.get("files") instanceof YamlMap files)) {
            throw invalid("it is not two YAML documents, Chart.yaml and digests of 'files'");
        }
        var digests = new TreeMap<String, String>();
        for (var entry : files.entries()) {
            if (!(entry.value() instanceof YamlScalar digest)) {
                throw invalid("a digest in it is not a text");
            }
            digests.put(entry.name(), digest.text());
        }
        return new ChartProvenance(ChartMetadata.of(chart), digests);
    }

    private static YamlNode root(String document) throws ChartException {
        try {
            var documents =
                    YamlReader.readAll(FILE, document.getBytes(StandardCharsets.UTF_8), ChartMetadata.YAML_LIMITS);
            return documents.size() == 1 ? documents.getFirst().root() : YamlScalar.ofNull();
        } catch (YamlSyntaxException e) {
            throw invalid("a part of it is not YAML, line " + e.problem().line());
        }
    }

    /**
     * Why it does not vouch for an archive; empty when it does.
     *
     * @param fileName under which the archive was offered
     */
    public Optional<String> objectionTo(String fileName, byte[] archive) {
        var signed = files.get(fileName);
        if (signed == null) {
            return Optional.of("it names no file '" + fileName + "'");
        }
        var actual = Digest.sha256(archive).toString();
        return signed.equals(actual)
                ? Optional.empty()
                : Optional.of("the file '" + fileName + "' has the digest " + actual + ", which is not the signed one");
    }

    private static ChartException invalid(String why) {
        return new ChartException(new ChartFailure.ProvenanceInvalid(why));
    }
}
