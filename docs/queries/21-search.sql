-- In which texts do certificates that were reissued or replaced stand?
select provider, incidents, title, rank, excerpt, url
  from research.search('certificates reissued or certificates replaced', 'en', 20);
