package lifeboat.engine.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lifeboat.engine.profile.Rule.Opens;

/**
 * Reads a table of rules as people write it: a line of {@code id pattern verdict}, then why, on an
 * indented line of its own. Behind the verdict may stand {@code recent}, and what a match is:
 * {@code job} or {@code build}.
 */
final class RuleTable {

    private RuleTable() {}

    static List<Rule> parse(Anchor anchor, String text) {
        List<Rule> rules = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i += 2) {
            rules.add(rule(anchor, lines.get(i).split(" +"), lines.get(i + 1).strip()));
        }
        return rules;
    }

    private static Rule rule(Anchor anchor, String[] columns, String why) {
        boolean recent = false;
        Opens opens = Opens.NOTHING;
        for (int i = 3; i < columns.length; i++) {
            if (columns[i].equals("recent")) {
                recent = true;
            } else {
                opens = Opens.valueOf(columns[i].toUpperCase(Locale.ROOT));
            }
        }
        Verdict verdict = Verdict.valueOf(columns[2]);
        return new Rule(columns[0], anchor, columns[1], verdict, recent, opens, why);
    }
}
