package dev.capstan.argo.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.UnwritableValueException;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the objects of files, lists unfolded. A YAML file that cannot be read, or has a document without kind, is no manifest and passed
 * over, unless it looks like one: it says {@code apiVersion:}, {@code kind:} and {@code metadata:}, or an object came before the fault.
 * Of a key that a map gives twice the last value counts, as {@code kubectl} reads it.
 */
public final class ManifestReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestReader() {}

    /** What reading gives. */
    public sealed interface Read {
        /** The objects, in the order of files and documents. */
        record Objects(List<Manifest> manifests) implements Read {
            /** Copies the list. */
            public Objects {
                manifests = List.copyOf(manifests);
            }
        }

        /** A file is at fault; the message names it, and the line where it is known. */
        record Failed(String why) implements Read {}
    }

    /** Reads files that somebody put into a folder. */
    public static Read read(List<DirectorySelection.File> files) {
        return read(files, file -> file.name().endsWith(".json") ? json(file) : yaml(file, looksLikeManifest(file)));
    }

    /** Reads YAML that was rendered: every document must be an object, and none is passed over. */
    public static Read readRendered(List<DirectorySelection.File> files) {
        return read(files, file -> yaml(file, true));
    }

    private interface Reading {
        List<Manifest> of(DirectorySelection.File file) throws SourceFailure;
    }

    private static Read read(List<DirectorySelection.File> files, Reading reading) {
        var manifests = new ArrayList<Manifest>();
        try {
            for (DirectorySelection.File file : files) {
                manifests.addAll(reading.of(file));
            }
            return new Read.Objects(ListUnfolding.unfold(manifests));
        } catch (SourceFailure failure) {
            return new Read.Failed(failure.getMessage());
        }
    }

    private static List<Manifest> json(DirectorySelection.File file) throws SourceFailure {
        try (JsonParser parser = JSON.createParser(file.content())) {
            JsonNode object = parser.nextToken() == null ? MissingNode.getInstance() : JSON.readTree(parser);
            if (parser.nextToken() != null) {
                throw new SourceFailure(file.name() + " has several objects; a JSON file may have one");
            }
            return List.of(new Manifest(object, file.name(), 1));
        } catch (IOException notJson) {
            throw unreadable(file, String.valueOf(notJson.getMessage()));
        }
    }

    private static List<Manifest> yaml(DirectorySelection.File file, boolean mustBeManifest) throws SourceFailure {
        var manifests = new ArrayList<Manifest>();
        try {
            for (YamlDocument document : YamlReader.readAllLastKeyWins(file.name(), file.content(), Limits.DEFAULT)) {
                JsonNode object = JSON.readTree(Json.write(document.root(), Dialect.KUBERNETES));
                int line = document.root().line();
                if (!object.path("kind").isTextual()) {
                    return withoutKind(file, line, mustBeManifest, manifests);
                }
                manifests.add(new Manifest(object, file.name(), line));
            }
        } catch (YamlSyntaxException | UnwritableValueException | IOException fault) {
            if (manifests.isEmpty() && !mustBeManifest) {
                return List.of();
            }
            throw unreadable(file, String.valueOf(fault.getMessage()));
        }
        return manifests;
    }

    private static List<Manifest> withoutKind(
            DirectorySelection.File file, int line, boolean mustBeManifest, List<Manifest> before)
            throws SourceFailure {
        if (before.isEmpty() && !mustBeManifest) {
            return List.of();
        }
        throw unreadable(file, "Object 'Kind' is missing in the document at line " + line);
    }

    private static boolean looksLikeManifest(DirectorySelection.File file) {
        String text = new String(file.content(), StandardCharsets.ISO_8859_1);
        return text.contains("apiVersion:") && text.contains("kind:") && text.contains("metadata:");
    }

    private static SourceFailure unreadable(DirectorySelection.File file, String why) {
        return new SourceFailure(file.name() + " cannot be read: " + why);
    }
}
