//! Function words: they carry grammar, not content.

/// Sorted, folded.
#[rustfmt::skip]
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "above", "across", "after", "again", "against", "all", "along", "also", "although", "always", "am", "among", "an", "and", "another", "any",
    "anything", "are", "aren't", "around", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both", "but", "by", "can", "can't",
    "cannot", "could", "couldn't", "did", "didn't", "do", "does", "doesn't", "doing", "don't", "down", "during", "each", "either", "else", "etc", "even",
    "ever", "every", "few", "for", "from", "further", "get", "gets", "had", "hadn't", "has", "hasn't", "have", "haven't", "having", "he", "hence", "her",
    "here", "hers", "him", "his", "how", "however", "i", "i'd", "i'm", "i've", "if", "in", "instead", "into", "is", "isn't", "it", "it's", "its", "itself",
    "just", "let", "lets", "like", "may", "me", "might", "mine", "more", "moreover", "most", "much", "must", "mustn't", "my", "myself", "neither", "never",
    "no", "nor", "not", "now", "of", "off", "often", "on", "once", "one", "ones", "only", "onto", "or", "other", "others", "otherwise", "our", "ours", "out",
    "over", "own", "per", "quite", "rather", "really", "same", "she", "should", "shouldn't", "since", "so", "some", "something", "sometimes", "still", "such",
    "than", "that", "that's", "the", "their", "theirs", "them", "themselves", "then", "there", "there's", "therefore", "these", "they", "they're", "this",
    "those", "though", "through", "thus", "till", "to", "together", "too", "toward", "towards", "under", "until", "up", "upon", "us", "usually", "very",
    "via", "was", "wasn't", "we", "we'd", "we're", "we've", "well", "were", "weren't", "what", "when", "where", "whereas", "whether", "which", "while",
    "who", "whole", "whom", "whose", "why", "will", "with", "within", "without", "won't", "would", "wouldn't", "yet", "you", "you're", "your", "yours",
];

/// Whether the folded `word` is a function word.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(FUNCTION_WORDS.is_sorted());
        assert!(is_function_word("the") && !is_function_word("gradient"));
    }
}
