package dev.capstan.git.write;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request whose names can exist. */
record CheckedRequest(CommitRequest request, Optional<AdditionalPush> additional) {
    private static final int LONGEST_OPTION = 1024;
    private static final int MOST_OPTIONS = 64;

    static GitResult<CheckedRequest> of(CommitRequest request) {
        var branch = request.pushBranch();
        if (branch.equals("HEAD") || branch.startsWith("refs/")) {
            return invalid(branch, "a branch is named without 'refs/heads/', and 'HEAD' is none");
        }
        return ReferenceSelector.branch(branch).then(_ -> ofOptions(request));
    }

    private static GitResult<CheckedRequest> ofOptions(CommitRequest request) {
        if (request.pushOptions().size() > MOST_OPTIONS) {
            return invalid("push options", "there are more than " + MOST_OPTIONS);
        }
        for (var option : options(request.pushOptions())) {
            if (option.isBlank() || option.length() > LONGEST_OPTION || option.startsWith("=")) {
                return invalid(option, "a push option needs a name, and at most " + LONGEST_OPTION + " characters");
            }
            if (option.codePoints().anyMatch(Character::isISOControl)) {
                return invalid(option, "a push option must not hold a line end or another control character");
            }
        }
        return request.refspec()
                .map(refspec -> AdditionalPush.parse(refspec, request.pushBranch())
                        .map(push -> new CheckedRequest(request, Optional.of(push))))
                .orElseGet(() -> GitResult.success(new CheckedRequest(request, Optional.empty())));
    }

    static <T> GitResult<T> invalid(String text, String why) {
        var shown = text.replaceAll("\\p{Cntrl}", "?");
        return GitResult.failed(
                new GitFailure.ReferenceInvalid(shown.length() <= 100 ? shown : shown.substring(0, 100) + "…", why));
    }

    /** The push options as they are sent, in the order of their names. */
    List<String> options() {
        return options(request.pushOptions());
    }

    private static List<String> options(Map<String, String> options) {
        return options.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(option ->
                        option.getValue().isEmpty() ? option.getKey() : option.getKey() + "=" + option.getValue())
                .toList();
    }
}
