package dev.capstan.cli.bootstrap;

import dev.capstan.cli.CommandFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder of a repository that stands for one cluster.
 *
 * @param folder from the root of the repository, names with {@code /} between them; empty for the root itself
 */
record ClusterPath(String folder) {

    private static final int LONGEST = 1024;

    /**
     * Reads what was given with {@code --path}.
     *
     * @throws CommandFailure with exit code 2 when that leads out of the repository, or can be no folder of one
     */
    static ClusterPath parse(String text) {
        if (text.startsWith("/")) {
            throw wrong(text, "it is relative to the root of the repository: leave out the '/' at its beginning");
        }
        if (text.length() > LONGEST || text.codePoints().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
            throw wrong(text, "names of folders are separated by '/', at most " + LONGEST + " characters together");
        }
        List<String> names = new ArrayList<>();
        for (String name : text.split("/", -1)) {
            if (name.equals("..")) {
                throw wrong(text, "'..' may lead out of the repository");
            }
            if (name.equalsIgnoreCase(".git")) {
                throw wrong(text, "'.git' is Git's own folder");
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return new ClusterPath(String.join("/", names));
    }

    private static CommandFailure wrong(String text, String why) {
        String shown = text.replaceAll("\\p{Cntrl}", "?");
        return new CommandFailure(
                "--path: '%s' is not a folder of the repository: %s"
                        .formatted(shown.length() > 200 ? shown.substring(0, 200) + "…" : shown, why),
                2);
    }

    /** The path of a file or folder in it. */
    String file(String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /** As {@code spec.path} of a Kustomization has it. */
    @Override
    public String toString() {
        return "./" + folder;
    }
}
