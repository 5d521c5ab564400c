package dev.capstan.cli.sops;

import dev.capstan.cli.process.Invocation;
import dev.capstan.cloud.AwsKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file in which the tools of AWS keep keys by profile: sections {@code [name]} of lines {@code name = value}. */
record AwsProfiles(Path file, List<String> lines) {
    AwsProfiles {
        lines = List.copyOf(lines);
    }

    /** That of the user; without a file there are no profiles. */
    static AwsProfiles of(Invocation invocation) {
        Path file = invocation
                .variable("AWS_SHARED_CREDENTIALS_FILE")
                .map(Path::of)
                .orElseGet(() -> invocation.home().resolve(".aws").resolve("credentials"));
        try {
            return new AwsProfiles(file, Files.readAllLines(file));
        } catch (IOException e) {
            return new AwsProfiles(file, List.of());
        }
    }

    /** The keys of a profile that has some. */
    Optional<AwsKeys> keys(String profile) {
        Map<String, String> values = values(profile);
        String access = values.getOrDefault("aws_access_key_id", "");
        String secret = values.getOrDefault("aws_secret_access_key", "");
        return access.isEmpty() || secret.isEmpty()
                ? Optional.empty()
                : Optional.of(new AwsKeys(access, secret, Optional.ofNullable(values.get("aws_session_token"))));
    }

    private Map<String, String> values(String profile) {
        var values = new HashMap<String, String>();
        boolean isMine = false;
        for (String line : lines) {
            String text = line.strip();
            int equals = text.indexOf('=');
            if (text.startsWith("[") && text.endsWith("]")) {
                isMine = text.substring(1, text.length() - 1).strip().equals(profile);
            } else if (isMine && equals > 0 && !text.startsWith("#") && !text.startsWith(";")) {
                values.put(
                        text.substring(0, equals).strip(),
                        text.substring(equals + 1).strip());
            }
        }
        return values;
    }

    /** Without the lines. */
    @Override
    public String toString() {
        return "AwsProfiles[" + file + "]";
    }
}
