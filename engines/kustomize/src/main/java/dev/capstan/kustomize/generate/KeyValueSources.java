package dev.capstan.kustomize.generate;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.GeneratorArgs;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.file.Setting;
import dev.capstan.kustomize.load.Folder;
import dev.capstan.kustomize.load.LoadedFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the data of a generator: env files, then literals, then files; no key may come twice. */
final class KeyValueSources {
    private final GeneratorArgs args;
    private final Folder folder;
    private final SortedMap<String, Value> values = new TreeMap<>();

    /** A value: its bytes, and where it came from. */
    record Value(byte[] bytes, Place place) {}

    private KeyValueSources(GeneratorArgs args, Folder folder) {
        this.args = args;
        this.folder = folder;
    }

    static SortedMap<String, Value> load(GeneratorArgs args, Folder folder) {
        KeyValueSources sources = new KeyValueSources(args, folder);
        args.envs().forEach(sources::addEnvFile);
        args.literals().forEach(sources::addLiteral);
        args.files().forEach(sources::addFile);
        return sources.values;
    }

    private void addEnvFile(Setting path) {
        LoadedFile file = folder.load(path);
        String text = utf8(file);
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].endsWith("\r") ? lines[i].substring(0, lines[i].length() - 1) : lines[i];
            if (i == 0 && line.startsWith("\uFEFF")) {
                line = line.substring(1);
            }
            line = line.stripLeading();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String key = equals < 0 ? line : line.substring(0, equals);
            String value = equals < 0 ? "" : line.substring(equals + 1);
            if (!key.isEmpty()) {
                put(key, bytes(value), new Place(file.path(), i + 1, 0, ""));
            }
        }
    }

    private void addLiteral(Setting literal) {
        String text = literal.value();
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw fault(literal.place(), "invalid literal source " + text + ", expected key=value", "Write key=value.");
        }
        put(text.substring(0, equals), bytes(withoutQuotes(text.substring(equals + 1))), literal.place());
    }

    private void addFile(Setting source) {
        String text = source.value();
        int equals = text.indexOf('=');
        if (equals >= 0 && text.indexOf('=', equals + 1) >= 0) {
            throw fault(
                    source.place(),
                    "the source \"" + text + "\": key name or file path contains '='",
                    "Give the file a name without an equals sign.");
        }
        if (equals == 0) {
            throw fault(source.place(), "missing key name for file path in source \"" + text + "\"", "Write key=path.");
        }
        if (equals == text.length() - 1) {
            throw fault(source.place(), "missing file path for key name in source \"" + text + "\"", "Write key=path.");
        }
        String path = text.substring(equals + 1);
        String key = equals > 0 ? text.substring(0, equals) : path.substring(path.lastIndexOf('/') + 1);
        LoadedFile file = folder.load(new Setting(path, source.place()));
        put(key, file.content(), new Place(file.path(), 1, 0, ""));
    }

    private void put(String key, byte[] value, Place place) {
        if (values.putIfAbsent(key, new Value(value, place)) != null) {
            throw fault(
                    args.place(),
                    "the generator of " + args.name() + " illegally repeats the key `" + key + "`",
                    "Remove one of the sources of this key.");
        }
    }

    private static String withoutQuotes(String text) {
        if (text.length() >= 2 && text.charAt(0) == text.charAt(text.length() - 1)) {
            char quote = text.charAt(0);
            if (quote == '"' || quote == '\'') {
                return text.substring(1, text.length() - 1);
            }
        }
        return text;
    }

    private static String utf8(LoadedFile file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file.content()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BuildFault(new Place(file.path(), 0, 0, "")
                    .problem(Code.GENERATOR_FAILED, "the env file " + file.path() + " has invalid UTF-8 bytes")
                    .advise("Save the file as UTF-8, or use files for binary content."));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private BuildFault fault(Place place, String message, String advice) {
        return new BuildFault(place.problem(Code.GENERATOR_FAILED, message).advise(advice));
    }
}
