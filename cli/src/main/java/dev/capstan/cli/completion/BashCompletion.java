package dev.capstan.cli.completion;

import java.util.List;
import java.util.stream.Collectors;

/** Completion for bash: one function that finds the command that is typed, and offers what may follow it. */
final class BashCompletion {

    private BashCompletion() {}

    static String of(CommandTree program) {
        String name = program.path().getFirst();
        var script = new StringBuilder();
        script.append("# Completion of %1$s for bash: source <(%1$s completion bash)\n".formatted(name));
        script.append(function(program, name));
        return script.append("complete -o default -F _%1$s %1$s\n".formatted(name))
                .toString();
    }

    /** The function, which zsh can run as well. */
    static String function(CommandTree program, String name) {
        return """
                _%1$s() {
                    local current="${COMP_WORDS[COMP_CWORD]}" previous="" path="%1$s" word commands options values i
                    [ "$COMP_CWORD" -gt 0 ] && previous="${COMP_WORDS[COMP_CWORD-1]}"
                    for ((i = 1; i < COMP_CWORD; i++)); do
                        word="${COMP_WORDS[i]}"
                        case "$path $word" in
                %2$s
                        esac
                    done
                    commands="" options="" values=""
                    case "$path" in
                %3$s
                    esac
                    case "$path $previous" in
                %4$s
                    esac
                    if [ -n "$values" ]; then
                        [ "$values" = "-" ] && COMPREPLY=() && return
                        COMPREPLY=($(compgen -W "$values" -- "$current"))
                    elif [ "${current#-}" != "$current" ]; then
                        COMPREPLY=($(compgen -W "$options" -- "$current"))
                    else
                        COMPREPLY=($(compgen -W "$commands" -- "$current"))
                    fi
                }
                """.formatted(name, paths(program), words(program), values(program));
    }

    private static String paths(CommandTree program) {
        return program.all().stream()
                .filter(command -> command.path().size() > 1)
                .map(command -> "            \"%1$s\") path=\"%1$s\" ;;".formatted(String.join(" ", command.path())))
                .collect(Collectors.joining("\n"));
    }

    private static String words(CommandTree program) {
        return program.all().stream()
                .map(command -> "        \"%s\") commands=\"%s\" options=\"%s\" ;;"
                        .formatted(
                                String.join(" ", command.path()),
                                String.join(" ", command.following()),
                                command.options().stream()
                                        .flatMap(option -> option.names().stream())
                                        .collect(Collectors.joining(" "))))
                .collect(Collectors.joining("\n"));
    }

    /** After an option with a value come its values; a dash stands for a value that only the user knows: then files are offered. */
    private static String values(CommandTree program) {
        return program.all().stream()
                .flatMap(command -> command.options().stream()
                        .filter(CommandTree.OptionWord::hasValue)
                        .map(option -> "        %s) values=\"%s\" ;;"
                                .formatted(
                                        patterns(command.path(), option.names()),
                                        option.values().isEmpty() ? "-" : String.join(" ", option.values()))))
                .collect(Collectors.joining("\n"));
    }

    private static String patterns(List<String> path, List<String> names) {
        return names.stream()
                .map(name -> "\"" + String.join(" ", path) + " " + name + "\"")
                .collect(Collectors.joining("|"));
    }
}
