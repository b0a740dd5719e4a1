package lifeboat.controller.security;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;

/** Who signed a request, as AWS answered: the bearer of a role. */
record AwsCaller(String account, String roleName) {

    private static final String RESULT = "/GetCallerIdentityResponse/GetCallerIdentityResult/";
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:sts::([0-9]{12}):assumed-role/([^/]+)/[^/]+");

    /**
     * Reads the answer of GetCallerIdentity; elements count at their place only, and there are no
     * entities.
     *
     * @throws ControllerException {@code AWS_DENIED}
     */
    static AwsCaller parse(InputStream xml) {
        Map<String, String> texts = texts(xml);
        String arn = texts.getOrDefault(RESULT + "Arn", "");
        Matcher role = ARN.matcher(arn);
        if (!role.matches() || !role.group(1).equals(texts.get(RESULT + "Account"))) {
            throw denied("the signer is not the bearer of an AWS role: \"" + arn + "\"");
        }
        return new AwsCaller(role.group(1), role.group(2));
    }

    /** The text of each element, by its path. */
    private static Map<String, String> texts(InputStream xml) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        Map<String, String> texts = new HashMap<>();
        Deque<String> path = new ArrayDeque<>();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(xml);
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> path.addLast(reader.getLocalName());
                    case XMLStreamConstants.END_ELEMENT -> path.removeLast();
                    case XMLStreamConstants.CHARACTERS ->
                            texts.merge(at(path), reader.getText(), String::concat);
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                            throw denied("the answer has entities");
                    default -> {} // comments, spaces, the end
                }
            }
            return texts;
        } catch (XMLStreamException e) {
            throw denied("the answer is not XML: " + e.getMessage());
        }
    }

    private static String at(Deque<String> path) {
        StringBuilder text = new StringBuilder();
        for (Iterator<String> names = path.iterator(); names.hasNext(); ) {
            text.append('/').append(names.next());
        }
        return text.toString();
    }

    private static ControllerException denied(String why) {
        return new ControllerException(
                Kind.UNAUTHENTICATED, "AWS_DENIED", "AWS STS did not vouch: " + why, "");
    }
}
