drop table fill_posts;
drop table fill_sentences;
select index_words(1000000);
analyze;
